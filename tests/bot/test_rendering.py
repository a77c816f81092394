"""Telegram messages: valid HTML whatever the text, within the length, nothing lost."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.client import WireLine
from bot.rendering import MAX_MESSAGE, render_answer, split
from tests.assistant.wire_answers import answer, citation
from tests.bot.fake_bot_api import check_text, parse_html

# Any text a document may hold, with what breaks HTML made likely.
words = st.text(st.sampled_from("aộ<>&\"'/ \n[1]bi\U0001f600") | st.characters(codec="utf-8"), min_size=1)


def line(text: str, markers: list[int], role: str) -> WireLine:
    return {"text": text, "markers": markers, "role": role, "computed": []}


@given(st.lists(st.tuples(words, st.sampled_from(["plan", "result", "scope", "none"])), min_size=1), words)
def test_any_text_makes_messages_telegram_takes(lines: list[tuple[str, str]], name: str) -> None:
    made = answer(
        lines=[line(text, [1], role) for text, role in lines],
        citations=[citation(1, cite_as=name)],
        notes=[name],
    )
    for message in render_answer(made):
        check_text(message, "HTML")


def test_a_long_answer_is_cut_at_line_ends_and_loses_nothing() -> None:
    texts = [f"Việc thứ {n}: " + "chuẩn bị nội dung, điều kiện tổ chức đối thoại " * 12 for n in range(60)]
    made = answer(lines=[line(text.strip(), [1], "plan") for text in texts])
    messages = render_answer(made)
    assert len(messages) > 5
    assert all(len(parse_html(message)) <= MAX_MESSAGE for message in messages)
    rows = [row for message in messages for row in message.split("\n")]
    assert [row for row in rows if row.startswith("Việc thứ")] == [f"{text.strip()} [1]" for text in texts]


def test_one_endless_line_is_cut_at_spaces() -> None:
    text = " ".join(f"từ{n}" for n in range(3000))
    messages = render_answer(answer(lines=[line(text, [1], "plan")]))
    for message in messages:
        check_text(message, "HTML")
    assert " ".join("\n".join(messages).split()).count("từ2999 [1]") == 1


def test_lines_are_grouped_by_document_and_role_and_markers_follow() -> None:
    made = answer(
        lines=[
            line('(hiểu "tháng 3" là 01–31/3/2024)', [], "scope"),
            line("Đã tổ chức đối thoại", [1], "result"),
            line("Đã tham mưu kế hoạch", [2], "result"),
            line("Tiếp tục theo dõi", [3], "plan"),
        ],
        citations=[
            citation(1),
            citation(2),
            citation(3, document="d2", cite_as="Kế hoạch số 05-KH/TU", where=""),
        ],
    )
    (message,) = render_answer(made)
    assert message.split("\n") == [
        '<i>(hiểu "tháng 3" là 01–31/3/2024)</i>',
        "",
        "<b>Kết quả đã thực hiện</b>",
        "<i>Báo cáo ngày 26/02/2024 của Ban Dân vận</i>",
        "Đã tổ chức đối thoại [1]",
        "Đã tham mưu kế hoạch [2]",
        "",
        "<b>Nhiệm vụ, kế hoạch</b>",
        "<i>Kế hoạch số 05-KH/TU</i>",
        "Tiếp tục theo dõi [3]",
        "",
        "<b>Nguồn</b>",
        "[1] Báo cáo ngày 26/02/2024 của Ban Dân vận, mục II.1, trang 3",
        "[2] Báo cáo ngày 26/02/2024 của Ban Dân vận, mục II.1, trang 3",
        "[3] Kế hoạch số 05-KH/TU",
        "",
        "<i>Tính đến ngày 26/02/2024.</i>",
    ]


def test_silence_shows_the_text_and_marks_the_nearest_as_unverified() -> None:
    near = {
        "passage_id": "d1.v1.4",
        "text": "Rà soát <danh sách>",
        "document": citation(1)["document"],
        "cite_as": "Báo cáo ngày 26/02/2024",
    }
    made = answer(
        verdict="not_found", text="Kho không có nội dung này.", lines=[], citations=[], nearest=[near]
    )
    (message,) = render_answer(made)
    assert message.startswith("Kho không có nội dung này.\n")
    assert "<b>Đoạn gần nhất (chưa kiểm chứng)</b>" in message
    assert "“Rà soát &lt;danh sách&gt;”" in message


def test_split_keeps_short_text_whole() -> None:
    assert split("một\nhai") == ["một\nhai"]
