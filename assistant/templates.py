"""The assistant's words: one Jinja2 template per file, its variables declared and checked.

The first line of a template declares what it takes: ``{# variables: said, interval #}``. A template that
uses another name, or does not use a declared one, is refused when it is loaded, so an edit by
someone who does not read code fails loudly and at once.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from jinja2 import Environment, StrictUndefined, Template, TemplateError, meta

from ingest.errors import BadInput

_FOLDER = files("prompts")
_DECLARATION = re.compile(r"\{#\s*variables:(?P<names>[^#]*)#\}")
_ENVIRONMENT = Environment(undefined=StrictUndefined, autoescape=False, trim_blocks=True, lstrip_blocks=True)


def render(template: str, /, **values: object) -> str:
    """The template's text with ``values`` put in, surrounding white space removed."""
    return _load(template).render(**values).strip()


@cache
def _load(template: str) -> Template:
    path = _FOLDER.joinpath(f"{template}.j2")
    try:
        source = path.read_text(encoding="utf-8")
        used = meta.find_undeclared_variables(_ENVIRONMENT.parse(source))
        loaded = _ENVIRONMENT.from_string(source)
    except (OSError, TemplateError) as error:
        raise BadInput(f"Không đọc được mẫu câu {path.name}: {error}") from error
    declaration = _DECLARATION.match(source)
    if declaration is None:
        raise BadInput(f"Mẫu câu {path.name} chưa khai báo biến ở dòng đầu ({{# variables: … #}}).")
    declared = {name.strip() for name in declaration["names"].split(",") if name.strip()}
    if declared != used:
        wrong = ", ".join(sorted(declared ^ used))
        raise BadInput(f"Mẫu câu {path.name} khai báo biến không khớp với biến đã dùng: {wrong}.")
    return loaded


def names() -> tuple[str, ...]:
    """Every template there is."""
    return tuple(
        sorted(path.name.removesuffix(".j2") for path in _FOLDER.iterdir() if path.name.endswith(".j2"))
    )
