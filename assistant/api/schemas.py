"""Request bodies of the API. Unknown fields are ignored, so that older servers accept newer clients."""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel, ConfigDict, Field

from assistant.answer import Filters
from ingest.document import Role
from ingest.errors import BadInput


class FiltersBody(BaseModel):
    """Limits on what is read; a field left out sets no limit."""

    model_config = ConfigDict(populate_by_name=True)

    collections: list[str] | None = Field(None, max_length=500)
    documents: list[str] | None = Field(None, max_length=500)
    types: list[str] | None = Field(None, max_length=100)
    start: date | None = Field(None, alias="from")
    end: date | None = Field(None, alias="to")
    role: Role | None = None

    def value(self) -> Filters:
        """The limits; :class:`BadInput` where the period ends before it starts."""
        if self.start and self.end and self.start > self.end:
            raise BadInput("Khoảng thời gian cần lọc chưa đúng: ngày “from” sau ngày “to”.")
        return Filters(
            collections=_set(self.collections),
            documents=_set(self.documents),
            types=_set(self.types),
            start=self.start,
            end=self.end,
            role=self.role,
        )


class AskBody(BaseModel):
    question: str
    as_of: date | None = None
    conversation: str | None = Field(None, max_length=200)
    explain: bool = False
    filters: FiltersBody | None = None


class SearchBody(BaseModel):
    query: str
    limit: int = Field(20, ge=1, le=500)
    cursor: str | None = Field(None, max_length=200)
    filters: FiltersBody | None = None


def _set(values: list[str] | None) -> frozenset[str] | None:
    return None if values is None else frozenset(values)
