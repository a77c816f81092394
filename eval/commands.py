"""``troly eval``: how well the product finds and reads, as figures.

Every command prints a table for a person, or with ``--json`` one object for a program.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from eval.retrieval.runner import Comparison

FOLDER = click.Path(path_type=Path)


@click.group("eval")
def evaluate() -> None:
    """Đo chất lượng tìm kiếm và đọc văn bản."""


@evaluate.command()
@click.argument("folder", metavar="DIR", type=FOLDER)
@click.option("--no-diacritics", is_flag=True, help="Bỏ dấu các câu hỏi (đoạn văn giữ nguyên).")
@click.option("--json", "as_json", is_flag=True, help="In kết quả dạng JSON.")
@click.option(
    "--embedding-model",
    metavar="NAME",
    help="Mô hình nhúng: tên, thư mục, hoặc “none” (chỉ tìm theo từ). Mặc định: TROLY_EMBEDDING_MODEL.",
)
def retrieval(folder: Path, no_diacritics: bool, as_json: bool, embedding_model: str | None) -> None:
    """Đo tìm kiếm trên một bộ dữ liệu dạng BEIR (corpus.jsonl, queries.jsonl, qrels.tsv)."""
    from eval.retrieval.beir import read_set

    wanted = read_set(folder)
    from eval.retrieval.runner import compare
    from ingest.ingesting import load_model
    from ingest.settings import ArchiveSettings

    settings = ArchiveSettings.load()
    if embedding_model is not None:
        settings = settings.model_copy(update={"embedding_model": embedding_model})
    found = compare(wanted, load_model(settings), no_diacritics=no_diacritics)
    if as_json:
        click.echo(json.dumps(found.to_json()))
        return
    click.echo(f"{wanted.name}: {len(wanted.questions)} câu hỏi, {len(wanted.passages)} đoạn")
    click.echo(table(found))


@evaluate.command()
@click.argument("folder", metavar="DIR", type=FOLDER)
@click.argument("truth", metavar="TRUTH.csv", type=FOLDER)
@click.option("--json", "as_json", is_flag=True, help="In kết quả dạng JSON.")
def headings(folder: Path, truth: Path, as_json: bool) -> None:
    """Đo việc đọc số, ký hiệu và ngày của văn bản so với bảng đúng (file,number,date)."""
    from eval.headings import check, read_truth

    result = check(folder, read_truth(truth))
    if as_json:
        click.echo(json.dumps(result.to_json(), ensure_ascii=False))
        return
    click.echo(f"số, ký hiệu: {result.numbers_right}/{result.files} đúng")
    click.echo(f"ngày:        {result.dates_right}/{result.files} đúng")
    for miss in result.misses:
        click.echo(f"  {miss.file}: {miss.field}: đọc “{miss.read or '—'}”, đúng là “{miss.wanted or '—'}”")


def table(found: Comparison) -> str:
    """The legs as rows of a text table."""
    rows = [(leg, figures) for leg, figures in found.to_json().items() if figures is not None]
    names = list(rows[0][1])
    lines = ["".join(f"{name:>11}" for name in ("", *names))]
    lines += [
        f"{leg:>11}"
        + "".join(f"{value:>11.{1 if name == 'ms_p50' else 4}f}" for name, value in figures.items())
        for leg, figures in rows
    ]
    if found.dense is None:
        lines.append("(không có mô hình nhúng: chỉ tìm theo từ)")
    return "\n".join(lines)
