"""python -m eval.large OUT_FOLDER [--years 2005-2024] [--seed N] [--documents 3000]"""

from __future__ import annotations

import time
from pathlib import Path

import click

from eval.large.generator import DOCUMENTS, YEARS, generate


def read_years(_context: click.Context, _parameter: click.Parameter, text: str) -> range:
    """ "2005-2024" or "2012"."""
    first, _, last = text.partition("-")
    if not (
        first.isdecimal() and (last or first).isdecimal() and 2001 <= int(first) <= int(last or first) <= 2100
    ):
        raise click.BadParameter("hãy viết dạng 2005-2024")
    return range(int(first), int(last or first) + 1)


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--years", callback=read_years, default=f"{YEARS[0]}-{YEARS[-1]}", show_default=True, help="Các năm."
)
@click.option("--seed", default=1, show_default=True, help="Số gốc; cùng số gốc cho cùng một kho.")
@click.option("--documents", default=DOCUMENTS, show_default=True, help="Số văn bản có trong kho.")
def main(folder: Path, years: range, seed: int, documents: int) -> None:
    """Sinh kho văn bản lớn (hư cấu) vào FOLDER/documents và bảng sự thật vào FOLDER/truth."""
    started = time.perf_counter()
    try:
        written = generate(folder, years=years, documents=documents, seed=seed)
    except (ValueError, FileExistsError) as error:
        raise click.ClickException(str(error)) from error
    click.echo(
        f"{written.documents} văn bản ({written.characters / 1e6:.1f} triệu ký tự, {written.items} ý), "
        f"{written.missing} báo cáo khuyết, {written.rows} dòng sự thật, {time.perf_counter() - started:.1f} giây."
    )


if __name__ == "__main__":
    main()
