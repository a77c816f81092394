"""From runs with font names, or lines without, to Unicode: what the readers do about TCVN3 and VNI.

Fonts speak first (``Speller``); what they leave is judged by the letters of the whole document (``in_unicode``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from ingest.readers.lines import LineDraft, superscript
from ingest.vietnamese.legacy import Encoding, Face, decode
from ingest.vietnamese.legacy_damage import lost_horns, spoilt_words
from ingest.vietnamese.legacy_evidence import (
    Trust,
    by_fonts,
    by_text,
    converted,
    doubtful_words,
    is_vietnamese,
)
from ingest.vietnamese.syllables import is_written

_DIGITS = re.compile("[0-9]+")
_EXAMPLES = 3
_FEWEST_DOUBTS = 3  # different words
_LAST_WORD = re.compile(r"[^\W\d_]+$")
_LONGEST_WORD = 12
# Codes of a font without Unicode names, as Windows moves them out of the way.
_MOVED = {0xF000 + code: chr(code) for code in range(0x20, 0x100)}
_SMALL = re.compile("[a-z]")
# «BáO» of «BÁO»: TCVN3 has no capital with a tone, a font drew it; where fonts are lost the word still tells.
_HALF_CAPITAL = re.compile(
    r"(?<![^\W_])(?=[^\W\d_]*[A-Z][^\W\d_]*[A-Z]|[^\W\d_A-Z]+[A-Z])[^\W\d_a-z]+(?![^\W_])"
)


@dataclass(frozen=True, slots=True)
class Run:
    """Text in one font; ``face`` is None for a Unicode font and for a raised mark."""

    text: str
    face: Face | None = None

    def raised(self) -> Run:
        """As it prints above the line: a mark typed by hand, or the 2 of m². Letters stay."""
        if self.face is not None and not self.text.strip().isdigit():
            return self
        return Run(_DIGITS.sub(lambda found: superscript(found[0]), self.text))


class Speller:
    """Spells the runs of one document in Unicode, and keeps what their fonts claim until it is judged.

    The first speller trusts no font, so its text is as stored; ``judged`` gives the one that does.
    """

    def __init__(self, trusts: Mapping[Encoding, Trust] | None = None, *, keep_case: bool = False) -> None:
        self._trusts = trusts or {}
        self._keep_case = keep_case
        self._claimed: dict[Encoding, list[str]] = {}

    @property
    def claims(self) -> bool:
        """Whether a legacy font was met."""
        return bool(self._claimed)

    @property
    def converted(self) -> frozenset[Encoding]:
        """The encodings that something was converted from."""
        return frozenset(
            encoding
            for encoding, trust in self._trusts.items()
            if any(converted(piece, (trust,)) for piece in self._claimed.get(encoding, ()))
        )

    def judged(self, *, keep_case: bool = False) -> Speller:
        """The speller that trusts each claim which the words met so far bear out.

        ``keep_case``: text in Unicode fonts is legacy too; capitals set by the format would change its letters.
        """
        trusts = {encoding: by_fonts(pieces, encoding) for encoding, pieces in self._claimed.items()}
        return Speller(
            {encoding: trust for encoding, trust in trusts.items() if trust is not None}, keep_case=keep_case
        )

    def in_capitals(self, run: Run) -> Run:
        """The run in capitals, whatever was typed. TCVN3 has few of its own: there they are of the font."""
        if run.face is not None and run.face.encoding is Encoding.TCVN3:
            return replace(run, face=replace(run.face, capitals=True))
        return run if self._keep_case and run.face is None else replace(run, text=run.text.upper())

    def spell(self, runs: Sequence[Run]) -> str:
        """The text of adjacent runs; those of one encoding are decoded together, a letter may be cut."""
        faced = [replace(run, face=None) if _is_mark(runs, at) else run for at, run in enumerate(runs)]
        return "".join(
            self._decoded(list(group), encoding) if encoding else "".join(run.text for run in group)
            for encoding, group in groupby(faced, key=lambda run: run.face.encoding if run.face else None)
        )

    def _decoded(self, runs: list[Run], encoding: Encoding) -> str:
        stored = "".join(run.text for run in runs).translate(_MOVED)
        self._claimed.setdefault(encoding, []).append(stored)
        trust = self._trusts.get(encoding)
        if trust is None:
            return stored
        decoded = converted(stored, (trust,))
        if decoded is None and not stored.isascii():
            return stored
        text = decoded or stored
        if not any(run.face and run.face.capitals for run in runs):
            return text
        # Only TCVN3 has such fonts, and it keeps the length.
        capitals = [bool(run.face and run.face.capitals) for run in runs for _ in run.text]
        return "".join(
            letter.upper() if capital else letter for letter, capital in zip(text, capitals, strict=True)
        )


def printed(by: Callable[[Speller], list[LineDraft]]) -> tuple[list[LineDraft], tuple[str, ...]]:
    """The lines that ``by`` prints with a speller, in Unicode, and warnings that say what was done.

    Printed again where there is legacy text: fonts can be judged only by all the words they stand on.
    """
    speller = Speller()
    drafts = by(speller)
    legacy_by_text = bool(by_text(draft.text for draft in drafts))
    if speller.claims or legacy_by_text:
        speller = speller.judged(keep_case=legacy_by_text)
        drafts = by(speller)
    drafts, warnings = in_unicode(drafts, speller.converted)
    return [without_soft_hyphens(draft) for draft in drafts], warnings


def _is_mark(runs: Sequence[Run], at: int) -> bool:
    """Whether a TCVN3 run of its own that is only ¹ stands after a whole syllable: «xã» and a note, not «xạ»."""
    run = runs[at]
    if run.face is None or run.face.capitals or not run.text or run.text.strip("¹²³"):
        return False
    following = runs[at + 1].text if at + 1 < len(runs) else ""
    last = _LAST_WORD.search(decode(runs[at - 1].text[-_LONGEST_WORD:], run.face.encoding)) if at else None
    return not following[:1].isalpha() and (last is None or is_written(last.group()))


def in_unicode(
    drafts: Iterable[LineDraft], by_font: Collection[Encoding] = ()
) -> tuple[list[LineDraft], tuple[str, ...]]:
    """The drafts with what the fonts left in TCVN3 or VNI converted, and warnings that say what was done.

    ``by_font``: encodings that were converted by font already.
    """
    drafts = list(drafts)
    texts, warnings = lines_in_unicode([draft.text for draft in drafts], by_font)
    return [
        draft if draft.text == text else replace(draft, text=text)
        for draft, text in zip(drafts, texts, strict=True)
    ], warnings


def without_soft_hyphens(draft: LineDraft) -> LineDraft:
    """The draft as it prints: in Unicode text a soft hyphen is a place to break a line and no letter."""
    if "\xad" not in draft.text or not is_vietnamese(draft.text):
        return draft
    return replace(draft, text=draft.text.replace("\xad", ""))


def lines_in_unicode(
    lines: Sequence[str], by_font: Collection[Encoding] = ()
) -> tuple[list[str], tuple[str, ...]]:
    """The same for bare lines; their number stays."""
    trusts = by_text(lines)
    texts = [_mended(line, trusts) for line in lines] if trusts else list(lines)
    used = [e for e in Encoding if e in by_font or any(trust.encoding is e for trust in trusts)]
    return texts, tuple(_warnings(texts, used))


def _mended(line: str, trusts: Sequence[Trust]) -> str:
    new = converted(line, trusts)
    if new is None:
        return line
    if _HALF_CAPITAL.search(new) and not _SMALL.search(new):
        return new.upper()
    return _HALF_CAPITAL.sub(lambda found: found.group().upper(), new)


def _warnings(texts: Sequence[str], used: Sequence[Encoding]) -> Iterator[str]:
    for encoding in used:
        yield was_converted(encoding.value)
    doubtful = doubtful_words(texts)
    if len(doubtful) >= _FEWEST_DOUBTS:
        yield (
            f"Một phần văn bản có thể còn ở bảng mã cũ mà chưa chuyển được ({_shown(doubtful)}); "
            "đề nghị đối chiếu với bản gốc."
        )
    whole = "\n".join(texts)
    if Encoding.TCVN3 in used and (words := lost_horns(whole)):
        yield (
            f"Văn bản TCVN3 đã mất chữ “ư” ở một số từ ({_shown(words)}) và không tự khôi phục được; "
            "đề nghị nạp lại từ tệp gốc."
        )
    elif words := spoilt_words(whole):
        yield (
            f"Văn bản có dấu hiệu bị hỏng do chuyển mã sai trước đây ({_shown(words)}); "
            "đề nghị nạp lại từ tệp gốc."
        )


def was_converted(encoding: str) -> str:
    """The warning that a text was converted."""
    return f"Văn bản dùng bảng mã {encoding}, đã chuyển sang Unicode."


def _shown(words: Sequence[str]) -> str:
    return ", ".join(f"“{word}”" for word in words[:_EXAMPLES])
