"""The commands ``troly ask``, ``search``, ``status`` and ``serve``. Engines are imported late."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from assistant.client import WireAnswer, WireFilters
    from assistant.settings import Settings


class Day(click.ParamType[date]):
    """A day, as 2020-02-25 or 25/02/2020."""

    name = "ngày"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        for form in ("%Y-%m-%d", "%d/%m/%Y"):
            try:
                return datetime.strptime(str(value).strip(), form).date()
            except ValueError:
                continue
        return self.fail("phải là ngày dạng 2020-02-25 hoặc 25/02/2020", param, ctx)


_AS_OF = click.option("--as-of", type=Day(), help="Ngày coi là hôm nay, ví dụ 2020-02-25.")
_JSON = click.option("--json", "as_json", is_flag=True, help="In đúng JSON của API ra stdout.")
_COLLECTION = click.option(
    "--collection",
    "collections",
    multiple=True,
    metavar="TÊN",
    help="Chỉ đọc nhóm tài liệu này (lặp lại được).",
)


@click.command()
@click.argument("question", nargs=-1, required=True, metavar="CÂU_HỎI")
@_AS_OF
@_COLLECTION
@click.option("--explain", is_flag=True, help="Cho biết đã hiểu, tìm, chọn và bỏ những gì.")
@_JSON
def ask(
    question: tuple[str, ...], as_of: date | None, collections: tuple[str, ...], explain: bool, as_json: bool
) -> None:
    """Trả lời một câu hỏi, mỗi dòng có trích dẫn."""
    from assistant.explanation_text import render_explanation
    from assistant.limits import check_question
    from assistant.rendering import render_answer
    from assistant.settings import Settings

    text = check_question(" ".join(question))
    settings = Settings.load()
    answer = _answer(settings, text, as_of, collections, explain=explain)
    click.echo(json.dumps(answer, ensure_ascii=False, indent=2) if as_json else render_answer(answer))
    if "explanation" not in answer:
        if explain:
            _note("Máy chủ đang chạy là bản cũ, chưa giải thích được câu trả lời.")
    elif not as_json:
        click.echo("\n" + render_explanation(answer["explanation"]))


@click.command()
@click.argument("query", nargs=-1, required=True, metavar="NỘI_DUNG")
@click.option("--limit", type=click.IntRange(1, 500), default=10, show_default=True, help="Số đoạn tối đa.")
@_COLLECTION
@_JSON
def search(query: tuple[str, ...], limit: int, collections: tuple[str, ...], as_json: bool) -> None:
    """Tìm các đoạn văn bản gần nhất với nội dung cần tìm."""
    from assistant.limits import check_question
    from assistant.rendering import render_hits
    from assistant.settings import Settings

    text = check_question(" ".join(query))
    hits = _hits(Settings.load(), text, limit, collections)
    click.echo(json.dumps(hits, ensure_ascii=False, indent=2) if as_json else render_hits(hits["items"]))


@click.command()
@_JSON
def status(as_json: bool) -> None:
    """Cho biết kho tài liệu đang có gì và máy chủ nào đang giữ."""
    from assistant.opening import opened_archive, running_server
    from assistant.rendering import render_status
    from assistant.settings import Settings, resolve_as_of
    from assistant.wire import status_to_wire
    from ingest.document import Scope

    settings = Settings.load()
    address = None
    server = running_server(settings)
    if server is not None:
        with server:
            found, address = server.status(), server.url
    else:
        with opened_archive(settings) as archive:
            counts = archive.counts(scope=Scope(archive.collections()))
            as_of = resolve_as_of(None, settings, archive.meta("as_of"))
            found = status_to_wire(counts, name=archive.meta("name"), as_of=as_of)
            for problem in archive.problems:
                _note(f"Lưu ý: {problem}")
    click.echo(json.dumps(found, ensure_ascii=False, indent=2) if as_json else render_status(found, address))


@click.command()
@click.option("--ask", "question", metavar="CÂU_HỎI", help="Khi sẵn sàng, tự hỏi câu này và in câu trả lời.")
def serve(question: str | None) -> None:
    """Chạy máy chủ API trên kho tài liệu."""
    from assistant.api.serving import serve_forever
    from assistant.limits import check_question
    from assistant.settings import Settings

    text = check_question(question) if question is not None else None
    serve_forever(Settings.load(), question=text, say=click.echo, note=_note)


def _answer(
    settings: Settings, text: str, as_of: date | None, collections: tuple[str, ...], *, explain: bool
) -> WireAnswer:
    """The wire answer, from the running server or from the archive opened here."""
    from assistant.opening import ensure_archive, open_assistant, opened_archive, running_server

    server = running_server(settings)
    if server is not None:
        # The person's own TROLY_AS_OF goes along: the server may have been started without it.
        day = as_of or settings.as_of
        with server:
            return server.ask(
                text,
                as_of=day.isoformat() if day else None,
                filters=_filters(collections),
                explain=explain,
            )
    ensure_archive(settings, _note)
    with opened_archive(settings) as archive:
        from assistant.answer import Filters, Question
        from assistant.explaining import answer_explained
        from assistant.settings import resolve_as_of
        from assistant.trace import Account
        from assistant.wire import answer_to_wire
        from ingest.document import Scope

        filters = Filters(collections=frozenset(collections) or None)
        scope = Scope(archive.collections()).narrowed(filters.collections)
        question = Question(
            text, as_of=resolve_as_of(as_of, settings, archive.meta("as_of")), filters=filters
        )
        assistant = open_assistant(archive, settings)
        if not explain:
            return answer_to_wire(assistant.ask(question, scope=scope))
        account = Account()
        return answer_explained(assistant.ask(question, scope=scope, account=account), account)


def _hits(settings: Settings, text: str, limit: int, collections: tuple[str, ...]) -> Any:
    from assistant.opening import ensure_archive, open_assistant, opened_archive, running_server

    server = running_server(settings)
    if server is not None:
        with server:
            return server.search(text, limit=limit, filters=_filters(collections))
    ensure_archive(settings, _note)
    with opened_archive(settings) as archive:
        from assistant.answer import Filters
        from assistant.wire import hits_to_wire
        from ingest.document import Scope

        filters = Filters(collections=frozenset(collections) or None)
        scope = Scope(archive.collections()).narrowed(filters.collections)
        hits = open_assistant(archive, settings).search(text, scope=scope, limit=limit, filters=filters)
        rows = archive.rows([hit.passage.document_id for hit in hits], scope=scope)
        return hits_to_wire(hits, rows, None)


def _filters(collections: tuple[str, ...]) -> WireFilters | None:
    return {"collections": list(collections)} if collections else None


def _note(message: str) -> None:
    click.echo(message, err=True)
