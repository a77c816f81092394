"""Document numbers (số và ký hiệu) in documents and in questions, and document types: the room's door.

The grammar of printed numbers is in ``number_grammar``, of typed ones in ``query_numbers``; type names
and codes are data (``document_types.toml``).
"""

from __future__ import annotations

from ingest.vietnamese.document_types import TYPE_NAMES, code_of, type_of
from ingest.vietnamese.number_grammar import find_heading_number, find_numbers, find_short, type_name
from ingest.vietnamese.query_numbers import find_types, query_numbers

__all__ = [
    "TYPE_NAMES",
    "code_of",
    "find_heading_number",
    "find_numbers",
    "find_short",
    "find_types",
    "query_numbers",
    "type_name",
    "type_of",
]
