"""Prints requirements.lock: the closure of pyproject.toml's dependencies as installed in this environment.

Run it inside the environment whose versions are to be kept: ``make lock``.
Names and versions only: no addresses, no hashes, no local parts ("+cpu"), so that it installs from any index.
"""

from __future__ import annotations

import sys
import tomllib
from importlib.metadata import distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name


def closure(direct: list[str]) -> dict[str, str]:
    """Name → version of everything ``direct`` needs on this platform."""
    found: dict[str, str] = {}
    seen: set[tuple[str, str]] = set()
    queue = [(Requirement(text), "") for text in direct]
    while queue:
        requirement, extra = queue.pop()
        if requirement.marker is not None and not requirement.marker.evaluate({"extra": extra}):
            continue
        name = canonicalize_name(requirement.name)
        installed = distribution(requirement.name)
        found[name] = installed.version.partition("+")[0]
        for wanted in ("", *requirement.extras):
            if (name, wanted) not in seen:
                seen.add((name, wanted))
                queue += [(Requirement(text), wanted) for text in installed.requires or ()]
    return found


def main() -> None:
    project = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"].values()
    direct = [*project["dependencies"], *(text for group in extras for text in group)]
    sys.stdout.writelines(f"{name}=={version}\n" for name, version in sorted(closure(direct).items()))


if __name__ == "__main__":
    main()
