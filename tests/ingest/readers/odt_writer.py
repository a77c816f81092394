"""Writes small .odt files for the tests: a zip of XML strings, as OpenDocument 1.3 lays them out."""

from __future__ import annotations

import io
import zipfile

MANIFEST = '<manifest xmlns="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
NAMESPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (
        ("office", "office"), ("text", "text"), ("table", "table"), ("draw", "drawing"), ("style", "style"),
        ("fo", "xsl-fo-compatible"), ("svg", "svg-compatible"),
    )
)  # fmt: skip


def odt(
    body: str,
    *,
    automatic: str = "",
    named: str = "",
    masters: str = "",
    fonts: str = "",
    manifest: str = MANIFEST,
    **parts: bytes,
) -> bytes:
    """``body`` inside office:text; ``parts`` replace whole members ("content", "styles") or drop them (b"")."""
    members = {
        "content.xml": (
            f"<office:document-content {NAMESPACES}><office:font-face-decls>{fonts}</office:font-face-decls>"
            f"<office:automatic-styles>{automatic}</office:automatic-styles>"
            f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
        ).encode(),
        "styles.xml": (
            f"<office:document-styles {NAMESPACES}><office:styles>{named}</office:styles>"
            f"<office:master-styles>{masters}</office:master-styles></office:document-styles>"
        ).encode(),
        "META-INF/manifest.xml": manifest.encode(),
    }
    members |= {f"{name}.xml": data for name, data in parts.items()}
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text", zipfile.ZIP_STORED)
        for name, data in members.items():
            if data:
                package.writestr(name, data)
    return file.getvalue()


def p(text: str, style: str = "", tag: str = "text:p") -> str:
    named = f' text:style-name="{style}"' if style else ""
    return f"<{tag}{named}>{text}</{tag}>"


def span(text: str, style: str) -> str:
    return p(text, style, "text:span")


def style(name: str, family: str = "text", parent: str = "", **properties: str) -> str:
    """A style; a property is written ``fo_font_weight="bold"``."""
    said = " ".join(
        f'{key.replace("_", ":", 1).replace("_", "-")}="{value}"' for key, value in properties.items()
    )
    inherits = f' style:parent-style-name="{parent}"' if parent else ""
    return (
        f'<style:style style:name="{name}" style:family="{family}"{inherits}>'
        f"<style:text-properties {said}/></style:style>"
    )


def list_style(name: str, *levels: str) -> str:
    """Levels as ``"1:I::."``: format, prefix and suffix and how many levels it displays; bullets as ``"•"``."""
    drawn = ""
    for depth, level in enumerate(levels, 1):
        if ":" in level:
            number, prefix, suffix, shown = level.split(":")
            drawn += (
                f'<text:list-level-style-number text:level="{depth}" style:num-format="{number}" '
                f'style:num-prefix="{prefix}" style:num-suffix="{suffix}" text:display-levels="{shown}"/>'
            )
        else:
            drawn += f'<text:list-level-style-bullet text:level="{depth}" text:bullet-char="{level}"/>'
    return f'<text:list-style style:name="{name}">{drawn}</text:list-style>'


def items(*contents: str, **attributes: str) -> str:
    """A text:list; an attribute is written ``text_style_name="L1"``."""
    said = " ".join(
        f'{key.replace("_", ":", 1).replace("_", "-")}="{value}"' for key, value in attributes.items()
    )
    drawn = "".join(f"<text:list-item>{content}</text:list-item>" for content in contents)
    return f"<text:list {said}>{drawn}</text:list>"


def row(*cells: str) -> str:
    return f"<table:table-row>{''.join(cells)}</table:table-row>"


def cell(*lines: str, **attributes: str) -> str:
    said = " ".join(f'table:{key.replace("_", "-")}="{value}"' for key, value in attributes.items())
    return f"<table:table-cell {said}>{''.join(p(line) for line in lines)}</table:table-cell>"


def table(*rows: str) -> str:
    return f"<table:table><table:table-column/>{''.join(rows)}</table:table>"
