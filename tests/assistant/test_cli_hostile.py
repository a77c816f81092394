"""Bad input at the terminal, in settings and on the disk: one polite line, an exit code, never a trace."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.cli import main
from ingest.archive.lock import owner_address
from tests.assistant.sample import write_archive

QUESTION = "tháng 3 cần chuẩn bị gì cho đối thoại của Bí thư?"
TROLY = [sys.executable, "-c", "import sys; from assistant.cli import main; sys.exit(main())"]
NOT_UTF8 = os.fsdecode(b"\xff")
TOO_LONG = "a" * 5000


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder with an archive beside it, lexical search only."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TROLY_EMBEDDING_MODEL", "none")
    monkeypatch.setenv("TROLY_ARCHIVE", str(write_archive(tmp_path / "kho")))
    return tmp_path


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(list(arguments))
    said = capsys.readouterr()
    return code, said.out, said.err


def refused(said: tuple[int, str, str], code: int) -> str:
    """The one line of a refusal."""
    assert (said[0], said[1]) == (code, ""), said
    lines = [line for line in said[2].splitlines() if not line.startswith("Nạp tài liệu từ")]
    (line,) = lines
    assert line.startswith("Lỗi: ")
    assert line.isprintable()
    return line


HOSTILE = [
    "tháng 3\x00 chuẩn bị",
    "\x1b[31mtháng 3\x07 đối thoại",
    f"tháng 3 {NOT_UTF8} đối thoại \ud800",
    "🎉 tháng 3 👨‍👩‍👧",
    "🎉",
    'AND OR NOT : ^ * ( ) [ ] { } " ~ \\ / + -',
    '"dân vận" AND (tháng* OR -NOT) ~2 ^5 tokens:x',
    "'; DROP TABLE documents; --",
    "1" * 2000,
    "9 " * 999,
    "???!!!…",
    "--",
    "25/02/2024",
    "31/02/2024",
    "ngày 00/00/0000",
    "21",
    "tháng 13/2024, quý 9, tuần 99, năm 99999",
    "từ tháng 9999 đến tháng 0",
    "giai đoạn 9999-1, cuối năm 9999, năm sau, tuần sau",
    "\u200b\u200b",
    "\u202etháng 3",
    "a" + "\u0301" * 1900,
    "số " + "05-KH/TU, " * 180,
    "tháng ² ٣ ２０２４",
    "%s %n {0} {{7*7}} {% raw %}",
    "../../etc/passwd",
    "<script>alert(1)</script>",
    "(a+)+$ [z-a] \\1",
]


def test_any_question_gets_an_answer_that_is_text(capsys: pytest.CaptureFixture[str]) -> None:
    main(["ingest"])
    capsys.readouterr()
    for command in ("ask", "search"):
        for question in HOSTILE:
            code, out, err = run(capsys, command, "--", question)
            assert (code, err) == (0, ""), question
            assert out.replace("\n", "").isprintable(), question
            json.loads(run(capsys, command, "--json", "--", question)[1].encode())


@pytest.mark.parametrize("question", ["", " \t\n", "\u00a0\u3000", "\x00\x01", NOT_UTF8])
def test_a_question_of_nothing_is_empty(capsys: pytest.CaptureFixture[str], question: str) -> None:
    for command in ("ask", "search"):
        assert "để trống" in refused(run(capsys, command, question), 2)


@pytest.mark.parametrize("day", ["0001-01-01", "1899-12-31", "2200-01-01", "9999-12-31"])
def test_a_day_at_the_end_of_the_calendar_is_refused(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, day: str
) -> None:
    main(["ingest"])
    capsys.readouterr()
    assert day in refused(run(capsys, "ask", "năm ngoái, tuần sau làm gì", "--as-of", day), 2)
    monkeypatch.setenv("TROLY_AS_OF", day)
    assert day in refused(run(capsys, "ask", "năm ngoái, tuần sau làm gì"), 2)


@pytest.mark.parametrize("limit", ["0", "501", "abc", "1.5", "-1", "9" * 5000])
def test_a_bad_limit_is_explained_in_vietnamese(capsys: pytest.CaptureFixture[str], limit: str) -> None:
    assert "--limit không hợp lệ (phải là số nguyên từ 1 đến 500)" in refused(
        run(capsys, "search", "x", f"--limit={limit}"), 2
    )


def test_an_archive_folder_that_is_none_is_refused_at_once(
    place: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (place / "tep").write_text("x", encoding="utf-8")
    for value in (str(place / "tep"), str(place / "khong-co"), TOO_LONG, NOT_UTF8, "a\x1b[31mb"):
        monkeypatch.setenv("TROLY_ARCHIVE", value)
        for command in (["ingest"], ["ask", QUESTION], ["search", QUESTION], ["serve"]):
            assert "Không có thư mục tài liệu" in refused(run(capsys, *command), 2)
    assert not (place / "var").exists()


def test_an_empty_path_is_not_the_working_folder(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "để trống" in refused(run(capsys, "ingest", ""), 2)
    assert not (place / "var").exists()


def test_an_archive_without_a_readable_document_is_said_so(
    place: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (place / "trong").mkdir()
    monkeypatch.setenv("TROLY_ARCHIVE", str(place / "trong"))
    assert main(["ingest"]) == 0
    capsys.readouterr()
    assert "chưa có văn bản nào nạp được" in refused(run(capsys, "ask", QUESTION), 1)


def test_a_data_folder_that_cannot_be_one_is_named(
    place: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (place / "tep").write_text("x", encoding="utf-8")
    for value in (str(place / "tep"), TOO_LONG, str(place / NOT_UTF8)):
        monkeypatch.setenv("TROLY_DATA", value)
        for command in (
            ["ingest"],
            ["ask", QUESTION],
            ["status"],
            ["rebuild"],
            ["serve"],
            ["purge", "--yes", "x"],
        ):
            assert "TROLY_DATA" in refused(run(capsys, *command), 2)


def test_a_place_that_cannot_be_written_is_a_failure_not_a_fault(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TROLY_DATA", "/proc/troly")  # not even the administrator can make a folder there
    refused(run(capsys, "ingest"), 1)


@pytest.mark.parametrize("damage", ["noise", "cut", "folder"])
def test_a_broken_catalogue_is_said_by_every_command(capsys: pytest.CaptureFixture[str], damage: str) -> None:
    main(["ingest"])
    catalogue = Path("var/catalogue.sqlite")
    if damage == "noise":
        catalogue.write_bytes(b"\x5a" * 20_000)
    elif damage == "cut":
        os.truncate(catalogue, 20_000)
    else:
        catalogue.unlink()
        catalogue.mkdir()
    capsys.readouterr()
    for command in (["ask", QUESTION], ["search", "x"], ["status"], ["rebuild"], ["ingest"], ["serve"]):
        code, out, err = run(capsys, *command)
        assert (code, out) == (1, ""), command
        assert "Danh mục của kho" in err
        assert "Traceback" not in err


def test_a_deleted_index_is_said_and_made_anew(capsys: pytest.CaptureFixture[str]) -> None:
    main(["ingest"])
    capsys.readouterr()
    before = run(capsys, "search", "dân vận", "--json")[1]
    shutil.rmtree("var/lexical")
    assert "troly rebuild" in refused(run(capsys, "ask", QUESTION), 1)
    code, _, err = run(capsys, "status")
    assert (code, err.count("\n")) == (0, 1)
    assert "troly rebuild" in err
    assert run(capsys, "rebuild")[0] == 0
    assert run(capsys, "search", "dân vận", "--json")[1] == before
    shutil.rmtree("var/lexical")
    Path("var/lexical").write_bytes(b"")
    refused(run(capsys, "ask", QUESTION), 1)


def test_purging_what_is_not_held_purges_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    main(["ingest"])
    capsys.readouterr()
    first = json.loads(run(capsys, "search", "dân vận", "--json")[1])["items"][0]["document"]["id"]
    for wrong in ("khong-co", "", NOT_UTF8, "x" * 5000, "%", "'; DROP TABLE documents; --"):
        assert "chưa xóa tài liệu nào" in refused(run(capsys, "purge", "--yes", first, "--", wrong), 1)
    assert first in run(capsys, "search", "dân vận", "--json")[1]


def test_a_file_name_cannot_write_lines_of_its_own(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (place / "kho" / "a\nLỗi: giả\x1b[2J.txt").write_bytes(b"")
    code, out, _ = run(capsys, "ingest")
    assert code == 0
    assert "\nLỗi: giả" not in out
    assert "\x1b" not in out


@pytest.mark.parametrize("host", [NOT_UTF8, "256.1.1.1", "a" * 300, ".."])
def test_a_host_that_is_none_is_named(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, host: str
) -> None:
    main(["ingest"])
    capsys.readouterr()
    monkeypatch.setenv("TROLY_HOST", host)
    assert "TROLY_HOST" in refused(run(capsys, "serve"), 2)


@pytest.fixture
def port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def test_a_killed_server_leaves_an_archive_that_answers_and_serves_again(
    port: int, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["ingest"])
    environment = {**os.environ, "TROLY_PORT": str(port), "PYTHONUNBUFFERED": "1"}
    for end in (signal.SIGKILL, signal.SIGTERM):
        with subprocess.Popen(
            [*TROLY, "serve"], env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        ) as server:
            try:
                assert server.stdout is not None
                assert f"http://127.0.0.1:{port}" in server.stdout.readline()
                capsys.readouterr()
                address = refused(run(capsys, "serve"), 2)  # a second one on the same archive
                assert f"http://127.0.0.1:{port}" in address
                said = run(capsys, "ask", f"{NOT_UTF8}{QUESTION}")
                assert said[0] == 0
                assert "UTF-8" in refused(run(capsys, "ask", QUESTION, "--collection", NOT_UTF8), 2)
                assert "as_of" in refused(run(capsys, "ask", QUESTION, "--as-of", "9999-12-31"), 2)
            finally:
                server.send_signal(end)
                server.wait(30)
        assert owner_address(Path("var")) is None
        code, out, _ = run(capsys, "ask", QUESTION)
        assert code == 0
        assert "[1] Báo cáo số 21-BC/BDVTU" in out
