"""The commands ``troly ingest``, ``rebuild`` and ``purge``. Engines are imported when a command runs.

They write to the archive, so they refuse while a server owns it.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from ingest.archive.records import Completion
    from ingest.ingesting import Ingested
    from ingest.ledger import LedgerRow, SyncReport
    from ingest.settings import ArchiveSettings

# A line of progress per so many files: enough to see that it moves, short enough to read.
_PROGRESS_EVERY = 100
# And one per so much of an embedding that may take hours: at 5 passages a second, 66,000 take a minute a line.
_PROGRESS_SHARE = 1 / 200


@click.command()
@click.argument("paths", nargs=-1, metavar="[THƯ_MỤC]…")
def ingest(paths: tuple[str, ...]) -> None:
    """Nạp (cập nhật) kho tài liệu từ thư mục; mặc định là TROLY_ARCHIVE, hoặc kho mẫu."""
    from ingest.errors import BadInput
    from ingest.ingesting import check_folders
    from ingest.ingesting import ingest as run
    from ingest.ledger import Outcome

    settings = _settings()
    done = 0
    embedding: Completion | None = None  # as last shown, while it lasts
    problems: list[LedgerRow] = []

    def progress(completion: Completion) -> None:
        nonlocal embedding
        if embedding is not None and embedding.new_model and not completion.new_model:
            click.echo("… đã chuyển sang chỉ mục của mô hình mới", err=True)
        elif embedding is None or completion.done == completion.total or _further(embedding, completion):
            click.echo(render_completion(completion), err=True)
        else:
            return
        embedding = completion

    def report(row: LedgerRow) -> None:
        nonlocal done, embedding
        embedding = None
        done += 1
        if row.outcome in (Outcome.FAILED, Outcome.NEEDS_OCR, Outcome.UNSUPPORTED, Outcome.QUARANTINED):
            problems.append(row)
        if done % _PROGRESS_EVERY == 0:
            click.echo(f"… đã xét {done} tệp", err=True)

    if not all(path.strip() for path in paths):
        # As a path, "" is the working folder: `troly ingest "$UNSET"` would take in whatever stands there.
        raise BadInput("Tên thư mục tài liệu đang để trống.")
    folders = tuple(Path(path) for path in paths) or (settings.folder,)
    check_folders(folders)
    click.echo(f"Nạp tài liệu từ {', '.join(_shown(folder) for folder in folders)}", err=True)
    try:
        ingested = run(settings, folders, report, progress=progress)
    except KeyboardInterrupt:
        click.echo(render_stopped(embedding), err=True)
        raise click.Abort from None
    click.echo(render_ingested(ingested, problems))


@click.command()
def rebuild() -> None:
    """Dựng lại chỉ mục từ dữ liệu đã lưu (không đọc lại tệp gốc)."""
    from ingest.ingesting import rebuild as run

    settings = _settings()
    counts = run(settings)
    click.echo(f"Đã dựng lại chỉ mục: {counts.passages} đoạn, {counts.vectors} đoạn có véc-tơ.")


@click.command()
@click.argument("document_ids", nargs=-1, required=True, metavar="MÃ_TÀI_LIỆU…")
@click.option("--yes", "sure", is_flag=True, help="Không hỏi lại.")
def purge(document_ids: tuple[str, ...], sure: bool) -> None:
    """Xóa hẳn tài liệu khỏi kho và mọi chỉ mục (tệp gốc không bị động tới)."""
    from ingest.ingesting import purge as run

    settings = _settings()
    if not sure:
        question = f"Xóa hẳn {len(document_ids)} tài liệu khỏi kho?"
        if not click.confirm(question, err=True):
            click.echo("Không xóa tài liệu nào.", err=True)
            return
    report = run(settings, document_ids)
    click.echo(
        f"Đã xóa {len(report.documents)} tài liệu: {report.passages} đoạn, {report.embeddings} véc-tơ, "
        f"{report.ledger_rows} dòng sổ theo dõi."
    )


def _further(shown: Completion, now: Completion) -> bool:
    return now.done - shown.done >= now.total * _PROGRESS_SHARE


def render_completion(completion: Completion) -> str:
    """A line of progress: texts, since a text that stands in many passages is embedded once."""
    whose = " cho mô hình mới" if completion.new_model else ""
    return f"… đã nhúng {_grouped(completion.done)}/{_grouped(completion.total)} đoạn khác nhau{whose}"


def render_stopped(embedding: Completion | None) -> str:
    """What a person who pressed Ctrl-C needs to know: what stands, and how to go on."""
    if embedding is not None and embedding.new_model:
        return (
            "Đã dừng khi đang nhúng cho mô hình mới; không mất gì: phần đã nhúng được giữ lại, chỉ mục cũ vẫn "
            "dùng được với TROLY_EMBEDDING_MODEL cũ. Chạy lại troly ingest để nhúng tiếp từ chỗ dừng."
        )
    return "Đã dừng; phần đã nạp không mất. Chạy lại troly ingest để nạp tiếp từ chỗ dừng."


def _grouped(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def render_ingested(ingested: Ingested, problems: Sequence[LedgerRow]) -> str:
    """The summary a clerk reads: counts, what failed and why, what was held back, time and memory."""
    from ingest.ledger import Outcome

    total = _total(ingested.reports)
    rows = [
        ("mới hoặc thay đổi", total.indexed),
        ("không đổi", total.unchanged),
        ("lỗi", total.failed),
        ("cần OCR", total.needs_ocr),
        ("định dạng chưa hỗ trợ", total.unsupported),
        ("bị giữ lại (dấu mật)", total.quarantined),
        ("đã gỡ khỏi kho", total.removed),
        ("đoạn mới", total.passages),
    ]
    lines = ["Kết quả nạp:", *(f"  {name:<24}{value:>8}" for name, value in rows)]
    failed = [row for row in problems if row.outcome is not Outcome.QUARANTINED]
    if failed:
        lines += ["Tệp chưa nạp được:", *(f"  - {_shown(row.path)}: {row.reason}" for row in failed)]
    held = [row for row in problems if row.outcome is Outcome.QUARANTINED]
    if held:
        # Hash and rule only: a name may itself be secret.
        lines += ["Tệp bị giữ lại:", *(f"  - {(row.sha256 or '?')[:16]}: {row.reason}" for row in held)]
    if total.walk_errors:
        lines.append(f"  Có {total.walk_errors} thư mục không đọc được nên không gỡ tài liệu nào.")
    memory = ingested.peak_memory / 2**20
    lines.append(f"Thời gian {ingested.seconds:.1f} giây, bộ nhớ cao nhất {memory:.0f} MB.")
    return "\n".join(lines)


def _shown(path: Path | str | None) -> str:
    """A name on one line: control characters in it could start a line of their own, or steer the terminal."""
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in str(path))


def _total(reports: Sequence[SyncReport]) -> SyncReport:
    from dataclasses import fields

    from ingest.ledger import SyncReport

    return SyncReport(
        **{each.name: sum(getattr(report, each.name) for report in reports) for each in fields(SyncReport)}
    )


def _settings() -> ArchiveSettings:
    """The settings, once it is sure that no server holds the archive."""
    from ingest.archive.lock import owner_address
    from ingest.errors import ArchiveBusy
    from ingest.settings import ArchiveSettings

    settings = ArchiveSettings.load()
    address = owner_address(settings.data)
    if address:
        raise ArchiveBusy(
            f"Máy chủ tại {address} đang giữ kho tài liệu; đề nghị dừng máy chủ rồi chạy lại lệnh này.",
            address,
        )
    return settings
