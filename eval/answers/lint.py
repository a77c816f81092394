"""``troly eval lint``: question files in, what is wrong with them out.

Errors are what makes a figure wrong (a duplicate, gold that its document does not hold); warnings are what a
person should look at.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path

from assistant.recognition import read_examples
from eval.answers.archives import ROOT, folder_of, needs_shared
from eval.answers.gold import Gold, read_gold
from eval.answers.normalising import canonical, coverage, stands_in, words
from eval.answers.schema import Question, QuestionFile, files_of, read_file
from ingest.errors import BadInput

# Facts of these kinds may be computed and so stand in no document.
_COMPUTED = frozenset({"count", "compare", "total", "list"})
# Words in a row that a question and the product's own data hardly share by chance. Five may be the name of an
# office, seven (or the whole question) are not.
_LIKENESS = 5
_BY_HEART = 7
# A page break or a footnote mark may stand inside a quote.
_QUOTED = 0.95
# The data in which a question could have been written down; dictionaries of names and abbreviations hold terms.
_DATA = ("assistant/**/*.toml", "prompts/*.j2")
_EXAMPLES = "assistant/examples.toml"

Placed = tuple[QuestionFile, Question]


@dataclass(frozen=True, slots=True)
class Problem:
    where: str  # "file, câu id"
    what: str
    error: bool = True


def lint(folder: Path, *, shared: Path | None = None, root: Path = ROOT) -> tuple[Problem, ...]:
    """Every problem of the question files below ``folder``; files that cannot be read are problems, too."""
    if not folder.is_dir():
        raise BadInput(f"Không tìm thấy thư mục câu hỏi {folder}.")
    files: list[QuestionFile] = []
    problems: list[Problem] = []
    for path in files_of(folder, "all"):
        try:
            files.append(read_file(path))
        except BadInput as error:
            problems.append(Problem(path.name, error.message))
    if not files and not problems:
        raise BadInput(f"Chưa có tệp câu hỏi nào trong {folder}.")
    placed = [(file, question) for file in files for question in file.questions]
    problems += _same_ids(placed)
    problems += _threads(placed)
    problems += _duplicates(placed)
    problems += _across_parts(placed)
    problems += _learned(placed, root)
    problems += _exemplified(placed, root)
    for file in files:
        problems += _gold(file, shared)
    return tuple(sorted(problems, key=lambda problem: not problem.error))


def _same_ids(placed: Sequence[Placed]) -> Iterator[Problem]:
    first: dict[str, QuestionFile] = {}
    for file, question in placed:
        other = first.setdefault(question.id, file)
        if other is not file:  # within one file the reader refuses it
            yield _problem(file, question, f"mã đã dùng ở tệp {other.path.name}")


def _threads(placed: Sequence[Placed]) -> Iterator[Problem]:
    threads: dict[str, list[Placed]] = {}
    for entry in placed:
        threads.setdefault(entry[1].thread, []).append(entry)
    for name, members in threads.items():
        file, question = members[0]
        if len({file.part for file, _ in members}) > 1:
            parts = " và ".join(sorted({file.part for file, _ in members}))
            yield _problem(file, question, f"cuộc hỏi đáp “{name}” nằm ở cả phần {parts}")
        elif len({file.path for file, _ in members}) > 1:
            yield _problem(file, question, f"cuộc hỏi đáp “{name}” nằm ở nhiều tệp")
        turns = sorted(question.turn for _, question in members)
        if turns != list(range(1, len(turns) + 1)):
            shown = ", ".join(map(str, turns))
            yield _problem(file, question, f"các lượt của “{name}” là {shown}; phải liền nhau từ 1")


def _duplicates(placed: Sequence[Placed]) -> Iterator[Problem]:
    """The same words after the same turns, as of the same day: a follow-up ("ai ký?") may recur elsewhere."""
    first: dict[object, Placed] = {}
    said: dict[tuple[str, str], tuple[str, ...]] = {}  # of each thread so far
    for file, question in sorted(placed, key=lambda entry: entry[1].turn):
        thread = (file.part, question.thread)
        said[thread] = (*said.get(thread, ()), canonical(question.text))
        key = (said[thread], question.as_of, file.archive, file.only)
        before = first.setdefault(key, (file, question))
        if before[1] is not question:
            yield _problem(file, question, f"trùng câu {before[1].id} (tệp {before[0].path.name})")


def _across_parts(placed: Sequence[Placed]) -> Iterator[Problem]:
    """The parts share one small archive, so its documents may be asked about in both; the same gold may not go
    unnoticed, for then the reporting part measures what was tuned."""
    tuning = [entry for entry in placed if entry[0].part == "tuning"]
    reporting = [entry for entry in placed if entry[0].part == "reporting"]
    both = _documents(tuning) & _documents(reporting)
    if both:
        yield Problem(
            "tuning, reporting",
            f"{len(both)} văn bản được hỏi ở cả hai phần: {', '.join(sorted(both))}",
            False,
        )
    known = [(other, _folded(other), _words(other)) for _, other in tuning]
    for file, question in reporting:
        facts, said = _folded(question), _words(question)
        for other, other_facts, other_said in known:
            if facts and (question.documents, facts) == (other.documents, other_facts):
                what = f"cùng văn bản và cùng ý với câu {other.id} ở phần tuning"
                yield _problem(file, question, what, False)
            elif _alike(said, other_said):
                what = f"gần như trùng lời với câu {other.id} ở phần tuning"
                yield _problem(file, question, what, False)


def _documents(placed: Iterable[Placed]) -> set[str]:
    return {document for _, question in placed for document in question.documents}


def _folded(question: Question) -> frozenset[frozenset[str]]:
    return frozenset(frozenset(map(canonical, fact)) for fact in question.facts)


def _words(question: Question) -> frozenset[str]:
    return frozenset(words(canonical(question.text)))


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    """Five words and more, of which four fifths are shared."""
    return min(len(one), len(other)) >= _LIKENESS and len(one & other) / len(one | other) >= 0.8


def _learned(placed: Sequence[Placed], root: Path) -> Iterator[Problem]:
    """Questions of which the product's cues or templates hold many words in a row."""
    known = {
        path.relative_to(root).as_posix(): [
            (stretch, _runs(stretch)) for stretch in literal_stretches(path.read_text(encoding="utf-8"))
        ]
        for pattern in _DATA
        for path in sorted(root.glob(pattern))
    }
    for file, question in placed:
        asked = tuple(words(canonical(question.text)))
        own = _runs(asked)
        for name, stretches in known.items():
            like = [stretch for stretch, runs in stretches if not own.isdisjoint(runs)]
            shared = max((_shared_run(asked, stretch) for stretch in like), key=len, default=())
            if len(shared) >= _LIKENESS:
                by_heart = len(shared) >= _BY_HEART or shared == asked
                what = f"{name} có sẵn nguyên các chữ “{' '.join(shared)}” của câu hỏi"
                yield _problem(file, question, what, by_heart)


def _exemplified(placed: Sequence[Placed], root: Path) -> Iterator[Problem]:
    """Questions that are an example used for recognition with its slots filled in."""
    path = root / _EXAMPLES
    if not path.is_file():
        return
    entries = read_examples(path.read_text(encoding="utf-8")).entries
    known = [(entry.text, *_filled(entry.text)) for entry in entries]
    for file, question in placed:
        asked = " ".join(words(canonical(question.text)))
        for text, size, pattern in known:
            if size >= _LIKENESS and pattern.fullmatch(asked):
                what = f"{_EXAMPLES} có ví dụ “{text}” giống hệt câu hỏi, chỉ để trống nội dung"
                yield _problem(file, question, what, size >= _BY_HEART)


def _filled(example: str) -> tuple[int, re.Pattern[str]]:
    """How many words an example has outside its slots, and what matches it with one to eight words in each."""
    pieces: list[str] = []
    size = 0
    for number, part in enumerate(re.split(r"\{[^{}]*\}", example)):
        literal = words(canonical(part))
        size += len(literal)
        pieces += [r"\S+(?: \S+){0,7}"] * (number > 0) + [re.escape(word) for word in literal]
    return size, re.compile(" ".join(pieces))


def _runs(stretch: tuple[str, ...]) -> frozenset[tuple[str, ...]]:
    """Every _LIKENESS words in a row."""
    return frozenset(stretch[start : start + _LIKENESS] for start in range(len(stretch) - _LIKENESS + 1))


def _shared_run(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    """The longest run of words that stands in both."""
    found = SequenceMatcher(None, one, other, autojunk=False).find_longest_match()
    return one[found.a : found.a + found.size]


def literal_stretches(data: str) -> list[tuple[str, ...]]:
    """The words of each literal stretch of patterns and templates, those long enough to matter."""
    found = []
    for stretch in re.split(r"['\"\n|]|\.[*+]|\{\{.*?\}\}|\{%.*?%\}|\.?\{[^{}]*\}", data):
        literal = re.sub(r"\\[bsSwWdD][*+?]?|[()\[\]?*+^$\\]|\?[:=!<]", " ", stretch)
        run = tuple(words(canonical(literal)))
        if len(run) >= _LIKENESS:
            found.append(run)
    return found


def _gold(file: QuestionFile, shared: Path | None) -> Iterator[Problem]:
    """Documents that are missing, and facts and quotes that do not stand in them."""
    try:
        folder = folder_of(file, shared=shared)
    except BadInput as error:
        yield Problem(file.path.name, error.message, error=not needs_shared(file))
        return
    for name in file.only:
        if not (folder / name).is_file():
            yield Problem(file.path.name, f"kho không có tệp {name} nêu trong “documents” ở đầu tệp")
    read = cache(lambda name: read_gold(folder, name))
    for question in file.questions:
        documents: dict[str, Gold] = {}
        for name in question.documents:
            if file.only and name not in file.only:
                yield _problem(file, question, f"văn bản {name} không thuộc “documents” ở đầu tệp")
                continue
            try:
                documents[name] = read(name)
            except BadInput as error:
                yield _problem(file, question, error.message)
        if documents and len(documents) == len(question.documents):
            yield from _gold_of(file, question, documents)
        elif question.quotes and not question.documents:
            yield _problem(file, question, "có “quotes” mà không có “documents”")


def _gold_of(file: QuestionFile, question: Question, documents: Mapping[str, Gold]) -> Iterator[Problem]:
    texts = [gold.text for gold in documents.values()]
    for fact in question.facts:
        if not any(stands_in(canonical(way), text) for way in fact for text in texts):
            may_be_computed = question.kind in _COMPUTED or not question.answerable
            yield _problem(
                file,
                question,
                f"ý “{' | '.join(fact)}” không có trong văn bản cần dẫn"
                + (" (chấp nhận được nếu là kết quả tính)" if may_be_computed else ""),
                error=not may_be_computed,
            )
    for quote in question.quotes:
        wanted = canonical(quote)
        passages = [passage for gold in documents.values() for passage in gold.passages]
        if not any(coverage(wanted, passage) >= _QUOTED for passage in passages):
            if any(coverage(wanted, text) >= _QUOTED for text in texts):
                yield _problem(file, question, f"đoạn chuẩn “{quote}” nằm vắt qua nhiều ý của văn bản", False)
            else:
                yield _problem(file, question, f"đoạn chuẩn “{quote}” không có trong văn bản cần dẫn")
    for word in question.must_not:
        for fact in question.facts:
            if any(stands_in(canonical(word), canonical(way)) for way in fact):
                yield _problem(file, question, f"“{word}” vừa phải có vừa không được có")


def _problem(file: QuestionFile, question: Question, what: str, error: bool = True) -> Problem:
    return Problem(f"{file.path.parent.name}/{file.path.name}, câu {question.id}", what, error)
