"""The questions staff ask of the real monthly report, from the command line to the quoted line.

The report is read through ``TROLY_SHARED``; its sentences are not repeated here, only a word or two of each.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from assistant.cli import main

Run = Callable[..., dict[str, Any]]

MARKED = "tháng 3 cần chuẩn bị gì cho đối thoại của Bí thư?"
PLAIN = "thang 3 can chuan bi gi cho doi thoai cua bi thu"


@pytest.fixture(scope="module")
def archive(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder, data = tmp_path_factory.mktemp("kho"), tmp_path_factory.mktemp("data")
    shutil.copy(shared / "archive" / "bao-cao-thang-02-2020.txt", folder)
    return folder, data


@pytest.fixture
def ask(
    archive: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Run:
    folder, data = archive
    monkeypatch.setenv("TROLY_ARCHIVE", str(folder))
    monkeypatch.setenv("TROLY_DATA", str(data))
    if not any(data.iterdir()):
        assert main(["ingest"]) == 0
        capsys.readouterr()

    def run(question: str, as_of: str = "2020-02-25") -> dict[str, Any]:
        assert main(["ask", question, "--as-of", as_of, "--json"]) == 0
        answer: dict[str, Any] = json.loads(capsys.readouterr().out)
        return answer

    return run


@pytest.mark.parametrize("question", [MARKED, PLAIN])
def test_the_plan_item_comes_first_verbatim_and_is_never_told_as_done(ask: Run, question: str) -> None:
    answer = ask(question)
    assert answer["verdict"] == "answered"
    assert [(p["from"], p["to"]) for p in answer["understood"]["periods"]] == [("2020-03-01", "2020-03-31")]
    assert answer["understood"]["role"] == "plan"
    told = [line for line in answer["lines"] if line["role"] != "scope"]
    assert told[0]["role"] == "plan"
    first = answer["citations"][0]
    assert first["quote"] == told[0]["text"]
    assert first["quote"].startswith("Chuẩn bị nội dung")
    assert [title.split(".")[0] for title in first["section"]] == ["II", "1"]
    assert (first["document"]["number"], first["document"]["date"]) == (None, "2020-02-25")
    by_marker = {citation["marker"]: citation for citation in answer["citations"]}
    for line in told:
        assert {by_marker[marker]["role"] for marker in line["markers"]} == {line["role"]}
    assert [line["role"] for line in told] == sorted(
        (line["role"] for line in told), key="plan result".split().index
    )


def test_both_ways_of_typing_give_the_same_lines(ask: Run) -> None:
    marked, plain = ask(MARKED), ask(PLAIN)
    assert marked["lines"][1:] == plain["lines"][1:]


def test_the_only_year_is_told_as_partial(ask: Run) -> None:
    answer = ask(MARKED, as_of="2026-11-22")
    assert answer["verdict"] == "partial"
    assert "2020" in answer["lines"][0]["text"]
    assert answer["lines"][1]["text"].startswith("Chuẩn bị nội dung")


def test_a_directive_known_from_a_mention(ask: Run) -> None:
    answer = ask("chi thi 22 ve cai gi, ngay may")
    assert answer["verdict"] == "partial"
    (line,) = answer["lines"]
    assert line["role"] == "cited_only"
    about = answer["citations"][0]["about"]
    assert {key: about[key] for key in ("number", "date", "held")} == {
        "number": "22-CT/TU",
        "date": "2017-04-03",
        "held": False,
    }
    assert about["issuer"] == "Ban Thường vụ Tỉnh ủy"
    assert "Dân vận khéo" in about["title"]
    assert "03/4/2017" in line["text"]


def test_signer_recipients_and_the_missing_number(ask: Run) -> None:
    signer = ask("ai ký báo cáo tháng 2/2020")
    assert signer["verdict"] == "answered"
    assert signer["citations"][0]["kind"] == "signature"
    assert "Nguyên, Phó Trưởng Ban (ký thay Trưởng Ban)" in signer["text"]
    recipients = ask("gửi những đâu")
    assert len(recipients["lines"]) == 5
    assert {line["role"] for line in recipients["lines"]} == {"heading"}
    assert recipients["lines"][0]["text"].startswith("Ban Dân vận Trung ương")
    number = ask("số văn bản của báo cáo này")
    assert "không ghi số văn bản" in number["text"]
    assert "-KH/" not in number["text"]
    assert "-CT/" not in number["text"]


def test_something_absent_is_not_found_with_nothing_cited(ask: Run) -> None:
    answer = ask("số lượng đảng viên mới kết nạp của huyện Bình Sơn")
    assert answer["verdict"] == "not_found"
    assert (answer["lines"], answer["citations"]) == ([], [])
