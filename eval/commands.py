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
    """Đo chất lượng trả lời, tìm kiếm và đọc văn bản."""


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
    """Đo tìm kiếm trên một bộ dữ liệu dạng BEIR (corpus.jsonl, queries.jsonl, qrels.tsv).

    Có đặt TROLY_RERANKER thì thêm dòng “reranked”: kết quả chung sau khi xếp lại.

    DIR cũng có thể là một tệp .tsv gồm các cặp câu Anh – Việt: hỏi bằng tiếng Anh, tìm câu tiếng Việt, chỉ trong
    những cặp để riêng, không dùng để huấn luyện.
    """
    from eval.retrieval.beir import read_set
    from eval.retrieval.translations import translation_set

    wanted = translation_set(folder) if folder.is_file() and folder.suffix == ".tsv" else read_set(folder)
    from assistant.reranking import configured_reranker
    from assistant.settings import Settings
    from eval.retrieval.runner import compare
    from ingest.ingesting import load_model

    settings = Settings.load()
    if embedding_model is not None:
        settings = settings.model_copy(update={"embedding_model": embedding_model})
    found = compare(wanted, load_model(settings), configured_reranker(settings), no_diacritics=no_diacritics)
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


_QUESTIONS = click.option(
    "--questions", metavar="DIR", type=FOLDER, help="Thư mục câu hỏi khác (mặc định: eval/questions)."
)
_SHARED = click.option(
    "--shared", metavar="DIR", type=FOLDER, help="Dữ liệu phát triển ({shared}). Mặc định: TROLY_SHARED."
)


@evaluate.command()
@click.option(
    "--part",
    type=click.Choice(["tuning", "reporting", "real", "all"]),
    default="tuning",
    show_default=True,
    help="Phần câu hỏi cần chạy.",
)
@click.option("--json", "as_json", is_flag=True, help="In kết quả dạng JSON.")
@click.option(
    "--archive", metavar="DIR", type=FOLDER, help="Dùng kho tài liệu này thay cho kho ghi trong tệp."
)
@click.option(
    "--buried",
    metavar="DIR",
    type=FOLDER,
    help="Hỏi thêm lần nữa khi kho nằm lẫn giữa các văn bản của DIR, và nêu mức giảm.",
)
@_QUESTIONS
@_SHARED
def answers(
    part: str,
    as_json: bool,
    archive: Path | None,
    buried: Path | None,
    questions: Path | None,
    shared: Path | None,
) -> None:
    """Hỏi mọi câu của bộ câu hỏi và chấm câu trả lời."""
    from eval.answers.archives import QUESTIONS
    from eval.answers.schema import read_files

    files = read_files(questions or QUESTIONS, part)
    from assistant.settings import Settings
    from eval.answers.report import to_json, to_text
    from eval.answers.runner import run

    def say(words: str) -> None:
        click.echo(words, err=True)

    settings = Settings.load()
    scores = run(files, settings, archive=archive, shared=shared, say=say)
    if buried is None:
        click.echo(json.dumps(to_json(scores), ensure_ascii=False) if as_json else to_text(scores))
        return
    from eval.answers import burying

    among = run(files, settings, archive=archive, shared=shared, buried=buried, say=say)
    if as_json:
        click.echo(json.dumps(burying.to_json(scores, among), ensure_ascii=False))
    else:
        click.echo(f"{to_text(among)}\n\n{burying.to_text(scores, among)}")


@evaluate.command()
@_QUESTIONS
@_SHARED
@click.pass_context
def lint(context: click.Context, questions: Path | None, shared: Path | None) -> None:
    """Soát bộ câu hỏi; mã thoát 1 nếu có lỗi."""
    from eval.answers.archives import QUESTIONS
    from eval.answers.lint import lint as problems_of

    problems = problems_of(questions or QUESTIONS, shared=shared)
    for problem in problems:
        click.echo(f"{'LỖI' if problem.error else 'lưu ý'}  {problem.where}: {problem.what}")
    errors = sum(problem.error for problem in problems)
    click.echo(f"{errors} lỗi, {len(problems) - errors} lưu ý")
    if errors:
        context.exit(1)


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
