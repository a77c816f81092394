"""python -m eval.variants FOLDER [--count 200] [--seed N]"""

from __future__ import annotations

from pathlib import Path

import click

from eval.archive_lines import MissingFontError
from eval.variants.conversion import ConversionFailed
from eval.variants.generator import COUNT, SEED, TRUTH, make


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--count", default=COUNT, show_default=True, help="Số văn bản.")
@click.option("--seed", default=SEED, show_default=True, help="Số gốc; cùng số gốc cho cùng nội dung.")
def main(folder: Path, count: int, seed: int) -> None:
    """Sinh văn bản hư cấu đủ loại tệp, bảng mã và lỗi gõ vào FOLDER, kèm bảng sự thật truth.jsonl."""
    try:
        variants = make(folder, count, seed)
    except (FileExistsError, ConversionFailed, MissingFontError) as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"{len(variants)} văn bản trong {folder}, sự thật trong {folder / TRUTH}")


if __name__ == "__main__":
    main()
