"""A copy of the product evaluated in a process of its own: a build in, its figures out.

Only figures leave this file: single questions of the held-out part are neither printed nor kept.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from eval.baselines.__main__ import flatten
from eval.broken.builds import Build, apply
from ingest.errors import TrolyError

ROOT = Path(__file__).resolve().parents[2]
# What the product is made of; the tests and the machine's own folders stay behind.
_COPIED = ("assistant", "ingest", "prompts", "bot", "eval", "pyproject.toml", "README.md")
_LEFT = shutil.ignore_patterns("__pycache__", "*.pyc")

# The installed product is found by other means than the path; the copy must be what answers.
_PROGRAM = """
import sys
from pathlib import Path
root = Path.cwd().resolve()
import assistant, eval, ingest, prompts
for package in (assistant, eval, ingest, prompts):
    if not Path(package.__file__).resolve().is_relative_to(root):
        sys.exit(f"{package.__name__} không phải của bản sao: {package.__file__}")
from assistant.cli import main
sys.exit(main(sys.argv[1:]))
"""


class EvaluationFailed(TrolyError):
    code = "evaluation_failed"


def copy_of_product(target: Path, source: Path = ROOT) -> Path:
    """The product's files below ``target``."""
    for name in _COPIED:
        path = source / name
        if path.is_dir():
            shutil.copytree(path, target / name, ignore=_LEFT)
        else:
            shutil.copyfile(path, target / name)
    return target


def figures_of(build: Build | None, part: str, source: Path = ROOT) -> dict[str, float]:
    """Every figure of the question part for the product in ``source`` with the build's patches in place (None:
    as it is).

    Raises :class:`EvaluationFailed` when the evaluation cannot be run to its end, BadInput when a patch does
    not fit.
    """
    with tempfile.TemporaryDirectory(prefix="troly-broken-") as scratch:
        root = copy_of_product(Path(scratch), source)
        if build is not None:
            apply(build, root)
        # The figures are of the product as it comes, whatever a developer has set.
        environment = {key: value for key, value in os.environ.items() if not key.startswith("TROLY_")}
        done = subprocess.run(
            [sys.executable, "-c", _PROGRAM, "eval", "answers", "--part", part, "--json"],
            check=False,
            capture_output=True,
            text=True,
            cwd=root,
            env=environment | {"PYTHONPATH": str(root), "PYTHONDONTWRITEBYTECODE": "1"},
        )
    name = build.name if build else "đối chứng"
    if done.returncode != 0:
        raise EvaluationFailed(
            f"{name}: không chạy được phép đo (mã thoát {done.returncode}).\n{done.stderr}"
        )
    return dict(flatten(json.loads(done.stdout)))
