"""``python -m eval.broken [--part reporting] [--only NAME]``: does the evaluation notice a broken product?

The product is evaluated as it is (the control, which must be green), then once for each build of
``patches.toml``. Exit code 1 when a figure that should fall held, or one that should hold fell, or the control
is below the accepted floors.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

from eval.broken.builds import Build, read_builds
from eval.broken.judging import Finding, below, floors, judge
from eval.broken.measuring import copy_of_product, figures_of
from ingest.errors import BadInput, TrolyError


def main(given: list[str] | None = None) -> int:
    arguments = argparse.ArgumentParser(
        prog="python -m eval.broken", description="Kiểm tra xem phép đo có nhận ra sản phẩm bị làm hỏng."
    )
    arguments.add_argument(
        "--part", choices=("reporting", "tuning"), default="reporting", help="phần câu hỏi"
    )
    arguments.add_argument(
        "--only", metavar="NAME", action="append", help="chỉ thử bản này (ghi nhiều lần được)"
    )
    options = arguments.parse_args(given)
    try:
        chosen = _chosen(options.only)
        with tempfile.TemporaryDirectory(prefix="troly-broken-") as scratch:
            # One copy for all builds: the tree may be edited while this runs.
            unexpected = _run(options.part, chosen, copy_of_product(Path(scratch)))
    except TrolyError as error:
        print(error.message, file=sys.stderr)
        return 1
    print(f"{unexpected} điều ngoài dự kiến." if unexpected else "Mọi điều đúng như dự kiến.")
    return 1 if unexpected else 0


def _chosen(only: list[str] | None) -> list[Build]:
    builds = read_builds()
    if unknown := sorted(set(only or ()) - {build.name for build in builds}):
        known = ", ".join(build.name for build in builds)
        raise BadInput(f"Không có bản “{unknown[0]}”; các bản có: {known}.")
    return [build for build in builds if only is None or build.name in only]


def _run(part: str, builds: list[Build], source: Path) -> int:
    """Measures and prints; how many things were not as they should be."""
    floor = floors(part)
    started = time.monotonic()
    control = figures_of(None, part, source)
    red = below(control, floor)
    state = f"{len(red)} chỉ số dưới mốc" if red else "xanh" if floor else "không có mốc để so"
    print(f"Đối chứng (phần {part}): {state} ({time.monotonic() - started:.0f} giây)", flush=True)
    for name, (least, now) in red.items():
        print(f"  {name}: mốc {_figure(least)}, nay {'không còn' if now is None else _figure(now)}")
    unexpected = len(red)
    print(_row("bản", "chỉ số", "đối chứng", "bản hỏng", "phép đo", "kết luận"))
    for build in builds:
        found = judge(build, control, figures_of(build, part, source), floor)
        for finding in found:
            print(_told(finding), flush=True)
        unexpected += sum(not finding.expected for finding in found)
    return unexpected


def _told(finding: Finding) -> str:
    return _row(
        finding.build,
        finding.figure,
        _figure(finding.control),
        _figure(finding.broken),
        "đỏ" if finding.fell else "xanh",
        "đúng dự kiến" if finding.expected else f"SAI: phải {'đỏ' if finding.wanted else 'xanh'}",
    )


def _row(build: str, figure: str, control: str, broken: str, seen: str, verdict: str) -> str:
    return f"{build:<26}{figure:<20}{control:>10}{broken:>10}  {seen:<8}{verdict}"


def _figure(value: float) -> str:
    return f"{value:.4f}".replace(".", ",")


if __name__ == "__main__":
    sys.exit(main())
