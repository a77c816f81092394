"""Every template declares its variables, and says them all."""

from __future__ import annotations

from importlib.resources import files

import pytest

from assistant import templates
from ingest.errors import BadInput

# The rooms of the assistant that speak.
PARTS = ("answering", "composing")


@pytest.mark.parametrize("name", templates.names())
def test_every_template_loads(name: str) -> None:
    templates._load(name)


def test_an_undeclared_variable_is_refused(tmp_path, monkeypatch) -> None:
    (tmp_path / "mau.j2").write_text(
        "{# variables: document #}\n{{ document }} {{ signer }}\n", encoding="utf-8"
    )
    monkeypatch.setattr(templates, "_FOLDER", tmp_path)
    with pytest.raises(BadInput, match="signer"):
        templates.render("mau", document="x", signer="y")


def test_templates_are_used() -> None:
    source = "\n".join(
        path.read_text(encoding="utf-8")
        for folder in (files("assistant"), *(files("assistant").joinpath(part) for part in PARTS))
        for path in folder.iterdir()
        if path.name.endswith(".py")
    )
    assert [name for name in templates.names() if f'"{name}"' not in source] == []
