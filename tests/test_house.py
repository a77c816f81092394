"""The rules of the house that a program can check (docs/design.md, "The house")."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from importlib.metadata import entry_points, packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.conftest import ROOT

ROOMS = ("assistant", "ingest", "prompts", "eval", "bot", "tests")
OURS = ROOMS[:-1]
LONGEST = 400  # lines: a file is small enough to read in one sitting
# The command line itself (and a module that is run by `python -m`): what may write to the terminal.
COMMAND_LINE = {"cli.py", "commands.py", "__main__.py"}
WRITES_TO_THE_TERMINAL = {"print", "click.echo", "click.secho", "sys.stdout.write", "sys.stderr.write"}


def sources(*rooms: str) -> list[Path]:
    return sorted(path for room in rooms for path in (ROOT / room).rglob("*.py"))


def label(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def pyproject() -> dict[str, object]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def lock() -> dict[str, str]:
    lines = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    return dict(line.split("==") for line in lines)


def test_the_six_folders_exist() -> None:
    assert [room for room in ROOMS if not (ROOT / room).is_dir()] == []


def test_no_file_is_named_utils() -> None:
    assert [label(p) for p in sources(*ROOMS) if re.search(r"utils?|helpers?|common|misc", p.stem)] == []


def test_init_files_hold_nothing() -> None:
    held = [p for p in sources(*ROOMS) if p.name == "__init__.py" and p.read_text(encoding="utf-8").strip()]
    assert [label(p) for p in held] == []


def test_every_folder_of_code_is_a_package() -> None:
    folders = {path.parent for path in sources(*ROOMS)}
    assert sorted(label(f) for f in folders if not (f / "__init__.py").exists()) == []


def test_only_the_command_line_prints() -> None:
    printing = [
        f"{label(path)}:{node.lineno}"
        for path in sources(*OURS)
        if path.name not in COMMAND_LINE and "\nif __name__ ==" not in path.read_text(encoding="utf-8")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func) in WRITES_TO_THE_TERMINAL
    ]
    assert printing == []


def test_every_file_is_short_enough_to_read() -> None:
    lengths = {label(p): len(p.read_text(encoding="utf-8").splitlines()) for p in sources(*ROOMS)}
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST} == {}


def test_every_module_says_what_it_is_for() -> None:
    silent = [
        label(p)
        for p in sources(*OURS)
        if p.name != "__init__.py" and not ast.get_docstring(ast.parse(p.read_text(encoding="utf-8")))
    ]
    assert silent == []


def test_every_command_is_documented_in_the_readme() -> None:
    readme = ROOT / "README.md"
    if not readme.exists():
        pytest.skip("README.md is not written yet")
    text = readme.read_text(encoding="utf-8")
    commands = pyproject()["project"]["entry-points"]["troly.commands"]  # type: ignore[index]
    assert [name for name in commands if f"troly {name}" not in text] == []


def test_every_make_target_of_the_design_exists() -> None:
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.M))
    assert {"install", "run", "ask", "test", "check", "bench"} <= targets


def test_every_command_of_the_entry_points_loads() -> None:
    declared = pyproject()["project"]["entry-points"]["troly.commands"]  # type: ignore[index]
    found = {point.name: point for point in entry_points(group="troly.commands")}
    assert set(found) == set(declared)
    assert [name for name, point in found.items() if not callable(point.load())] == []


def test_the_lock_holds_names_and_exact_versions_only() -> None:
    lines = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if not re.fullmatch(r"[a-z0-9-]+==[0-9][0-9a-z.]*", line)] == []
    assert list(lock()) == sorted({line.partition("==")[0] for line in lines})


def test_the_lock_pins_torch_and_brings_no_cuda() -> None:
    pinned = lock()
    assert pinned["torch"] == "2.13.0"
    assert [name for name in pinned if re.match(r"nvidia|cuda|triton", name)] == []


def test_the_lock_satisfies_every_declared_dependency() -> None:
    pinned = lock()
    for requirement in map(Requirement, declared_dependencies()):
        version = pinned.get(canonicalize_name(requirement.name))
        assert version is not None, f"{requirement} is not in requirements.lock"
        assert requirement.specifier.contains(version), f"{requirement} is locked at {version}"


def test_every_library_that_is_imported_is_declared() -> None:
    declared = {canonicalize_name(Requirement(text).name) for text in declared_dependencies()}
    of_module = packages_distributions()
    undeclared = {
        f"{label(path)}: {module}"
        for path in sources(*OURS)
        for module in imported(path)
        if module not in ROOMS and module not in sys.stdlib_module_names
        if not declared & {canonicalize_name(name) for name in of_module.get(module, [])}
    }
    assert undeclared == set()


def declared_dependencies() -> list[str]:
    project = pyproject()["project"]
    extras = project["optional-dependencies"].values()  # type: ignore[index]
    return [*project["dependencies"], *(text for group in extras for text in group)]  # type: ignore[index]


def imported(path: Path) -> set[str]:
    """Top-level names of every module a file imports, late imports included."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.partition(".")[0])
    return found
