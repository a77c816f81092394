"""POST /v1/ask: a question → its cited answer."""

from __future__ import annotations

from fastapi import APIRouter

from assistant.answer import Filters, Question
from assistant.api.schemas import AskBody
from assistant.api.service import ServiceOf
from assistant.client import WireAnswer
from assistant.explaining import answer_explained
from assistant.limits import check_question
from assistant.trace import Account
from assistant.wire import answer_to_wire

router = APIRouter(prefix="/v1", tags=["ask"])


@router.post("/ask")
def ask(body: AskBody, service: ServiceOf) -> WireAnswer:
    filters = body.filters.value() if body.filters else Filters()
    question = Question(
        text=check_question(body.question),
        as_of=service.as_of(body.as_of),
        conversation=body.conversation,
        filters=filters,
    )
    scope = service.scope(filters)
    if not body.explain:
        return answer_to_wire(service.assistant.ask(question, scope=scope))
    account = Account()
    return answer_explained(service.assistant.ask(question, scope=scope, account=account), account)
