"""`troly eval lint`: each kind of fault is found and named; a good set is clean."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from assistant.recognition import KINDS
from eval.answers.lint import Problem, lint
from eval.commands import evaluate
from ingest.errors import BadInput

PLAN = """\
TỈNH ỦY SÔNG LAM
*
Số 31-KH/TU
Sông Lam, ngày 12 tháng 01 năm 2024

KẾ HOẠCH
gặp gỡ công nhân năm 2024

I. NHIỆM VỤ
- Trình Kế hoạch gặp gỡ công nhân trước ngày 08/3/2024.
- Thăm 05 gia đình ở xã Tân Lập.

PHÓ BÍ THƯ

Lò Văn Páo
"""
GOOD = {
    "id": '"q1"',
    "question": '"kế hoạch gặp gỡ công nhân phải trình trước ngày nào?"',
    "as_of": "2024-02-26",
    "kind": '"fact"',
    "answerable": "true",
    "verdicts": '["answered"]',
    "facts": '[["8/3/2024"]]',
    "documents": '["kh-31.txt"]',
    "quotes": '["Trình Kế hoạch gặp gỡ công nhân"]',
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "kho").mkdir()
    (tmp_path / "kho" / "kh-31.txt").write_text(PLAN, encoding="utf-8")
    (tmp_path / "assistant").mkdir()
    (tmp_path / "assistant" / "cues.toml").write_text(
        "plan = ['\\b(can|phai) (lam|trinh)\\b', '\\bke hoach\\b']\n", encoding="utf-8"
    )
    return tmp_path


def question(**more: str) -> str:
    return "[[question]]\n" + "".join(f"{key} = {value}\n" for key, value in {**GOOD, **more}.items())


def write(root: Path, *questions: str, name: str = "tuning/a.toml", archive: str = "kho") -> None:
    path = root / "questions" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    text = f'archive = "{root / archive}"\n' + "\n".join(questions)
    path.write_text(text, encoding="utf-8")


def found(root: Path) -> list[Problem]:
    return list(lint(root / "questions", root=root))


def test_a_good_set_is_clean(root: Path) -> None:
    write(root, question(), question(id='"q2"', question='"thăm mấy gia đình?"', facts='[["5", "năm"]]'))
    assert found(root) == []


@pytest.mark.parametrize(
    ("questions", "message", "error"),
    [
        ([question(facts='[["9/3/2024"]]')], "ý “9/3/2024” không có trong văn bản", True),
        ([question(facts='[["9/3/2024", "08/3/2024"]]')], "", True),  # one way of saying it is enough
        ([question(kind='"total"', facts='[["6"]]')], "chấp nhận được nếu là kết quả tính", False),
        ([question(quotes='["Trình Báo cáo kết quả gặp gỡ"]')], "đoạn chuẩn “Trình Báo cáo", True),
        ([question(documents='["kh-32.txt"]')], "kho không có văn bản kh-32.txt", True),
        ([question(must_not='["8/3/2024"]')], "vừa phải có vừa không được có", True),
        ([question(), question(id='"q2"')], "trùng câu q1", True),
        (
            [
                question(),
                question(id='"q2"', question='"KE HOACH gap go cong nhan phai trinh truoc ngay nao"'),
            ],
            "trùng câu q1",
            True,
        ),
        ([question(), question(id='"q2"', as_of="2024-03-26")], "", True),  # another day, another answer
        ([question(turn="2")], "các lượt của “q1” là 2", True),
        ([question(thread='"a"'), question(id='"q2"', thread='"a"', turn="3")], "là 1, 3", True),
    ],
)
def test_each_fault_is_found(root: Path, questions: list[str], message: str, error: bool) -> None:
    write(root, *questions)
    problems = found(root)
    if not message:
        assert problems == []
        return
    (problem,) = problems
    assert message in problem.what
    assert problem.error is error
    assert "tuning/a.toml, câu q" in problem.where


def test_the_same_follow_up_in_two_conversations_is_no_duplicate(root: Path) -> None:
    second = {"question": '"ai ký?"', "facts": '[["Lò Văn Páo"]]', "turn": "2"}
    write(
        root,
        question(id='"a1"', thread='"a"'),
        question(id='"a2"', thread='"a"', **second),
        question(id='"b1"', thread='"b"', question='"thăm bao nhiêu gia đình?"', facts='[["05"]]'),
        question(id='"b2"', thread='"b"', **second),
    )
    assert found(root) == []


def test_parts_may_share_documents_but_not_conversations_or_gold(root: Path) -> None:
    write(root, question(thread='"a"'))
    write(
        root,
        question(id='"r1"', thread='"a"', turn="2", question='"hạn trình là khi nào?"'),
        name="reporting/b.toml",
    )
    problems = {problem.what: problem.error for problem in found(root)}
    assert problems["cuộc hỏi đáp “a” nằm ở cả phần reporting và tuning"]
    assert not problems["cùng văn bản và cùng ý với câu q1 ở phần tuning"]
    assert not problems["1 văn bản được hỏi ở cả hai phần: kh-31.txt"]


def test_nearly_the_same_words_in_both_parts_are_pointed_out(root: Path) -> None:
    write(root, question())
    other = question(
        id='"r1"', question='"kế hoạch gặp gỡ công nhân phải trình trước hôm nào?"', facts='[["Lò Văn Páo"]]'
    )
    write(root, other, name="reporting/b.toml")
    assert any("gần như trùng lời với câu q1" in problem.what for problem in found(root))


@pytest.mark.parametrize(
    ("pattern", "error"),
    [
        (r"\bke hoach gap go cong nhan\b", None),  # six words: pointed out
        (r"\b(ke hoach )?gap go cong nhan phai trinh truoc ngay nao\b", True),
        (r"\b(ke hoach|gap go|cong nhan|phai trinh) truoc\b", False),  # alternatives, no sentence
        (r"\bke hoach.{0,60}cong nhan.*truoc ngay\b", False),
    ],
)
def test_cues_that_know_a_question_by_heart(root: Path, pattern: str, error: bool | None) -> None:
    write(root, question())
    (root / "assistant" / "cues.toml").write_text(f"plan = ['{pattern}']\n", encoding="utf-8")
    problems = found(root)
    if error is False:
        assert problems == []
    else:
        (problem,) = problems
        assert "assistant/cues.toml có sẵn nguyên các chữ" in problem.what
        assert problem.error is bool(error)


def test_a_file_that_cannot_be_read_does_not_hide_the_others(root: Path) -> None:
    write(root, question(kind='"who"'))
    write(root, question(id='"q2"', documents='["kh-32.txt"]'), name="tuning/b.toml")
    assert [problem.error for problem in found(root)] == [True, True]


def test_a_missing_archive_is_an_error_unless_it_is_development_data(root: Path) -> None:
    write(root, question(), archive="none")
    assert [problem.error for problem in found(root)] == [True]
    write(root, question())
    path = root / "questions" / "real" / "c.toml"
    path.parent.mkdir()
    path.write_text('archive = "{shared}/none"\n' + question(id='"c"', as_of="2020-01-01"), encoding="utf-8")
    (problem,) = found(root)
    assert not problem.error
    assert "TROLY_SHARED" in problem.what


def test_the_command_exits_with_one_on_errors_only(root: Path) -> None:
    def run() -> tuple[int, str]:
        result = CliRunner().invoke(evaluate, ["lint", "--questions", str(root / "questions")])
        return result.exit_code, result.output

    write(root, question(kind='"total"', facts='[["6"]]'))
    assert run() == (0, run()[1])
    assert "lưu ý  tuning/a.toml, câu q1" in run()[1]
    assert run()[1].endswith("0 lỗi, 1 lưu ý\n")
    write(root, question(documents='["kh-32.txt"]'))
    code, text = run()
    assert code == 1
    assert "LỖI  tuning/a.toml, câu q1: kho không có văn bản kh-32.txt" in text


def test_a_folder_without_questions_is_said(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="Chưa có tệp câu hỏi"):
        lint(tmp_path)
    with pytest.raises(BadInput, match="Không tìm thấy"):
        lint(tmp_path / "none")


@pytest.mark.parametrize(
    ("example", "error"),
    [
        ("{văn bản} {nội dung} phải trình trước ngày nào", False),  # five words and the slots: pointed out
        ("kế hoạch gặp gỡ {nội dung} phải trình trước ngày nào", True),
        ("{văn bản} trình ngày nào", None),
        ("{văn bản} phải trình trước ngày nào và ở đâu", None),  # asks more than the question
    ],
)
def test_an_example_that_is_a_question_but_for_its_slots(
    root: Path, example: str, error: bool | None
) -> None:
    lines = "\n".join(f'{kind} = ["{kind} {{nội dung}}"]' for kind in KINDS if kind != "date")
    (root / "assistant" / "examples.toml").write_text(
        f'[slots]\n"văn bản" = [\'\\bke hoach\\b\']\n[spellings]\nbn = "bao nhiêu"\n'
        f'[examples]\n{lines}\ndate = ["{example}"]\n',
        encoding="utf-8",
    )
    write(root, question())
    problems = [problem for problem in found(root) if "có ví dụ" in problem.what]
    assert [problem.error for problem in problems] == ([] if error is None else [error])
