"""A document as gold is checked against it: a file in, canonical texts out, through the product's readers."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from eval.answers.holdings import documents_of, file_of
from eval.answers.normalising import canonical
from ingest.errors import BadInput, TrolyError


@dataclass(frozen=True, slots=True)
class Gold:
    """``text``: the whole document; ``passages``: each with its lead-in before it. All canonical."""

    text: str
    passages: tuple[str, ...]


def read_gold(folder: Path, name: str) -> Gold:
    """:class:`BadInput` where the archive has no such document or cannot read it."""
    file = file_of(folder, name)
    if file is None:
        raise BadInput(f"kho không có văn bản {name}")
    try:
        document = documents_of(folder, file).get(name)
    except (TrolyError, OSError) as error:
        raise BadInput(f"không đọc được văn bản {name}") from error
    if document is None:
        raise BadInput(f"không đọc được văn bản {name}")
    passages = tuple(canonical(" ".join((*passage.lead_in, passage.text))) for passage in document.passages)
    # The passages as well: a page break that cuts a fact in the stored text is healed in them.
    return Gold("\n".join((canonical(document.text), *passages)), passages)
