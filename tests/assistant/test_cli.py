"""The command line as a person meets it: answers, messages, exit codes."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import click
import pytest

from assistant import cli
from assistant.cli import main
from ingest.archive.archive import Archive
from ingest.archive.lock import owner_address
from tests.assistant.sample import write_archive

QUESTION = "tháng 3 cần chuẩn bị gì cho đối thoại của Bí thư?"
TROLY = [sys.executable, "-c", "import sys; from assistant.cli import main; sys.exit(main())"]


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


def one_line(err: str) -> str:
    assert err.count("\n") == 1
    assert err.startswith("Lỗi: ")
    assert "Traceback" not in err
    return err


def test_ingest_tells_what_went_in_what_failed_and_what_it_cost(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "ingest")
    assert code == 0
    counted = dict(line.strip().rsplit(maxsplit=1) for line in out.splitlines() if line[-1:].isdigit())
    assert counted["mới hoặc thay đổi"] == "2"
    assert counted["lỗi"] == "1"
    assert counted["bị giữ lại (dấu mật)"] == "1"
    assert "- ke-hoach/trong.txt: " in out
    assert "giây, bộ nhớ cao nhất" in out
    assert "cv-01" not in out + err  # of a quarantined file, hash and rule only
    code, out, _ = run(capsys, "ingest")
    assert "không đổi                      2" in out


def test_an_answer_is_printed_with_quotes_sources_and_its_day(capsys: pytest.CaptureFixture[str]) -> None:
    main(["ingest"])
    capsys.readouterr()
    code, out, err = run(capsys, "ask", QUESTION)
    assert (code, err) == (0, "")
    assert "[1] Báo cáo số 21-BC/BDVTU, ngày 26/02/2024" in out
    assert "mục II.1: “Chuẩn bị nội dung, điều kiện tổ chức đối thoại" in out
    assert "Tính đến ngày 26/02/2024." in out
    _, out, _ = run(capsys, "ask", QUESTION, "--as-of", "05/01/2024")
    assert "Tính đến ngày 05/01/2024." in out


def test_json_is_the_wire_answer_and_nothing_else(capsys: pytest.CaptureFixture[str]) -> None:
    main(["ingest"])
    capsys.readouterr()
    code, out, _ = run(capsys, "ask", QUESTION, "--json", "--as-of", "2024-02-26")
    assert code == 0
    assert json.loads(out)["understood"]["as_of"] == "2024-02-26"
    _, out, _ = run(capsys, "search", "dan van kheo", "--json", "--limit", "1", "--collection", "ke-hoach")
    (hit,) = json.loads(out)["items"]
    assert hit["document"]["number"] == "05-KH/TU"


def test_an_explanation_is_printed_under_the_answer_and_stands_in_the_json(
    capsys: pytest.CaptureFixture[str],
) -> None:
    main(["ingest"])
    capsys.readouterr()
    _, plain, _ = run(capsys, "ask", QUESTION)
    code, out, err = run(capsys, "ask", QUESTION, "--explain")
    assert (code, err) == (0, "")
    answer, _, told = out.partition("\n\nCÁCH ĐI ĐẾN CÂU TRẢ LỜI\n")
    assert answer == plain.rstrip("\n")
    assert "Kỳ: “tháng 3” → 01/03/2024 – 31/03/2024" in told
    assert "Nhóm tài liệu được đọc: bao-cao, ke-hoach" in told
    assert "ĐÃ TRÍCH" in told
    assert "KHÔNG TRÍCH: " in told
    _, out, _ = run(capsys, "ask", QUESTION, "--explain", "--json")
    assert json.loads(out)["explanation"]["answered_by"] == "quotes"


def test_the_day_is_the_options_then_the_settings_then_the_archives(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    main(["ingest"])
    monkeypatch.setenv("TROLY_AS_OF", "2024-03-10")
    capsys.readouterr()
    assert "Tính đến ngày 10/03/2024." in run(capsys, "ask", QUESTION)[1]
    assert "Tính đến ngày 01/04/2024." in run(capsys, "ask", QUESTION, "--as-of", "2024-04-01")[1]


def test_an_unconfigured_machine_answers_from_the_sample_archive(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TROLY_ARCHIVE")
    code, out, err = run(capsys, "ask", QUESTION, "--json")
    assert code == 0
    assert "kho mẫu" in err
    assert json.loads(out)["citations"]
    assert run(capsys, "ask", QUESTION)[2] == ""  # the second time it is there


def test_a_configured_archive_that_was_not_ingested_is_said_plainly(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code, out, err = run(capsys, "ask", QUESTION)
    assert (code, out) == (1, "")
    assert "troly ingest" in one_line(err)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["ask", "  "], "để trống"),
        (["ask", "a" * 100_000], "100.000 ký tự"),
        (["ask"], "CÂU_HỎI"),
        (["ask", "x", "--as-of", "31/02/2024"], "--as-of"),
        (["ask", "x", "--nothing"], "--nothing"),
        (["search", "x", "--limit", "0"], "--limit"),
        (["nothing"], "nothing"),
        (["purge"], "MÃ_TÀI_LIỆU"),
        (["ingest", "khong-co"], "khong-co"),
        ([], "troly --help"),
    ],
)
def test_what_cannot_be_used_is_one_line_and_exit_2(
    capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    code, out, err = run(capsys, *arguments)
    assert (code, out) == (2, "")
    assert said in one_line(err.removeprefix("Nạp tài liệu từ khong-co\n"))


@pytest.mark.parametrize(
    ("name", "value"), [("TROLY_AS_OF", "hôm qua"), ("TROLY_PORT", "99999"), ("TROLY_PORT", "tám nghìn")]
)
def test_a_bad_setting_is_named(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    code, _, err = run(capsys, "ask", QUESTION)
    assert code == 2
    assert name in one_line(err)


def test_settings_come_from_env_files_too(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (place / ".env").write_text("TROLY_DATA=kho-rieng\nTROLY_AS_OF=2024-02-01\n", encoding="utf-8")
    main(["ingest"])
    assert (place / "kho-rieng" / "catalogue.sqlite").exists()
    capsys.readouterr()
    assert "Tính đến ngày 01/02/2024." in run(capsys, "ask", QUESTION)[1]


def test_status_rebuild_and_purge(capsys: pytest.CaptureFixture[str]) -> None:
    main(["ingest"])
    capsys.readouterr()
    code, out, _ = run(capsys, "status")
    assert code == 0
    assert "Kho tài liệu: Kho thử" in out
    assert "nhóm “ke-hoach”: 1 văn bản" in out
    assert run(capsys, "rebuild")[0] == 0
    document = json.loads(run(capsys, "search", "dân vận khéo", "--json")[1])["items"][0]["document"]
    code, out, _ = run(capsys, "purge", "--yes", document["id"])
    assert code == 0
    assert "Đã xóa 1 tài liệu" in out
    left = json.loads(run(capsys, "search", "dân vận khéo", "--json")[1])["items"]
    assert document["id"] not in [item["document"]["id"] for item in left]


def test_a_server_that_owns_the_archive_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    main(["ingest"])
    capsys.readouterr()
    address = "http://127.0.0.1:9"
    with Archive.open(Path("var"), address=address):
        for command in (["ingest"], ["rebuild"], ["purge", "--yes", "x"], ["serve"]):
            code, out, err = run(capsys, *command)
            assert (code, out) == (2, "")
            assert address in one_line(err)


def test_a_taken_port_is_said_before_anything_is_loaded(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        monkeypatch.setenv("TROLY_PORT", str(port))
        code, _, err = run(capsys, "serve")
    assert code == 2
    assert str(port) in one_line(err)


def test_an_unexpected_error_is_one_polite_line_and_its_trace_holds_no_question(
    place: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    @click.command()
    def broken() -> None:
        raise RuntimeError(question)

    question = "chuyện riêng"
    monkeypatch.setattr(cli.LazyGroup, "resolve_command", lambda *_: ("broken", broken, []))
    code, out, err = run(capsys, "broken")
    assert (code, out) == (70, "")
    assert "TROLY_DEBUG=1" in one_line(err)
    (place / "var").mkdir()
    code, _, err = run(capsys, "broken")
    assert "troly.log" in one_line(err)
    log = (place / "var" / "troly.log").read_text(encoding="utf-8")
    assert "RuntimeError" in log
    assert "chuyện riêng" not in log + err


def test_help_lists_every_command_without_loading_an_engine() -> None:
    code = (
        "import sys; from assistant.cli import main; main(['--help']); "
        "print(*{name.partition('.')[0] for name in sys.modules}, file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    for command in ("ask", "search", "serve", "ingest", "status", "rebuild", "purge", "bot"):
        assert f"\n  {command} " in done.stdout
    heavy = {
        "torch",
        "chromadb",
        "tantivy",
        "llama_index",
        "fastapi",
        "pydantic",
        "numpy",
        "telegram",
        "httpx",
    }
    assert heavy & set(done.stderr.split()) == set()


def test_a_reader_that_leaves_is_no_error() -> None:
    main(["ingest"])
    with subprocess.Popen([*TROLY, "status"], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.close()
        assert process.stderr is not None
        assert process.stderr.read() == b""
    assert process.returncode in (0, 1)  # 1 is click's own code for a pipe that was closed


@pytest.fixture
def port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def test_serve_asks_itself_answers_commands_and_lets_go_when_interrupted(
    port: int, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["ingest"])
    environment = {**os.environ, "TROLY_PORT": str(port), "PYTHONUNBUFFERED": "1"}
    command = [*TROLY, "serve", "--ask", QUESTION]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            said = ""
            for line in server.stdout:
                said += line
                if line.startswith("Tính đến ngày"):
                    break
            assert f"http://127.0.0.1:{port}" in said
            assert f"Hỏi: {QUESTION}" in said
            assert "[1] Báo cáo số 21-BC/BDVTU" in said
            capsys.readouterr()
            code, out, _ = run(capsys, "ask", QUESTION, "--json")
            assert code == 0
            assert json.loads(out)["citations"]
            assert f"http://127.0.0.1:{port}" in run(capsys, "status")[1]
            assert run(capsys, "ingest")[0] == 2
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(30)
    assert server.returncode == 130
    assert owner_address(Path("var")) is None
