"""How a document is cited in Vietnamese administrative practice (domain.md §3).

Party, first mention:  Chỉ thị số 22-CT/TU, ngày 03/4/2017 của Ban Thường vụ Tỉnh ủy về …
State, first mention:  Nghị định số 60/2013/NĐ-CP ngày 19 tháng 6 năm 2013 của Chính phủ quy định …
A document without a number is cited by type, date and issuer; without a date as well, by its file.
"""

from __future__ import annotations

from datetime import date

from assistant.answer import DocumentCard
from ingest.document import Heading, NumberStyle, Period

# Titles that already begin with a connecting word take no "về".
# Words between the type line and the subject that say which sort of report it is.
_QUALIFIERS = frozenset(("nhanh", "tóm tắt", "đột xuất"))
_CONNECTED = ("về ", "v/v ", "quy định ", "hướng dẫn ", "sửa đổi", "của ")


def short_date(day: date) -> str:
    """``25/02/2020``, ``03/4/2017``: days below 10 and months 1 and 2 take a zero (domain.md §2.2)."""
    month = f"{day.month:02d}" if day.month <= 2 else str(day.month)
    return f"{day.day:02d}/{month}/{day.year}"


def long_date(day: date) -> str:
    month = f"{day.month:02d}" if day.month <= 2 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def interval(period: Period) -> str:
    """``01–31/3/2020``, ``01/3–30/4/2020``, ``25/12/2019–05/01/2020``, or one day."""
    first, last = period.start, period.end
    if first == last:
        return short_date(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day:02d}–{short_date(last)}"
    if first.year == last.year:
        return f"{short_date(first).rsplit('/', 1)[0]}–{short_date(last)}"
    return f"{short_date(first)}–{short_date(last)}"


def card(document_id: str, file: str, heading: Heading) -> DocumentCard:
    return DocumentCard(
        id=document_id,
        file=file,
        number=heading.number.canonical if heading.number else None,
        type=heading.type,
        date=heading.date,
        issuer=heading.issuer,
        title=heading.title,
        signer_role=heading.signer_role,
    )


def cite_as(file: str, heading: Heading) -> str:
    """The first-mention form, from heading facts only; what the file lacks is left out, not guessed."""
    # A title "của Ban Thường vụ Tỉnh ủy về …" names its issuer itself.
    named = heading.title is not None and heading.title.casefold().startswith("của ")
    return f"{name(file, heading, issuer=not named)}{_subject(heading)}"


def name(file: str, heading: Heading, *, number: bool = True, day: bool = True, issuer: bool = True) -> str:
    """The citation without its subject: type, number, date, issuer, each unless told to leave it out."""
    kind, _ = _qualified(heading)
    if heading.circulation and heading.circulation.casefold().startswith("dự thảo"):
        kind = f"Dự thảo {kind}"
    state = heading.number is not None and heading.number.style not in (NumberStyle.PARTY, NumberStyle.SHORT)
    text = kind
    if heading.number and number:
        text += f" số {heading.number.canonical}"
    if heading.date and day:
        if state:
            text += f" {long_date(heading.date)}"
        else:
            text += f"{',' if heading.number and number else ''} ngày {short_date(heading.date)}"
    if heading.issuer and issuer:
        text += f" của {heading.issuer}"
    if not heading.number and not heading.date:
        text += f" (tệp {file.rsplit('/', 1)[-1]}, không ghi số và ngày)"
    return text


def _qualified(heading: Heading) -> tuple[str, str]:
    """Type and title, where the title begins with a word that only qualifies the type: «BÁO CÁO nhanh …»."""
    kind, title = heading.type or "Văn bản", heading.title or ""
    first, _, rest = title.partition(" ")
    return (f"{kind} {first.lower()}", rest) if first.lower() in _QUALIFIERS and rest else (kind, title)


def _subject(heading: Heading) -> str:
    _, title = _qualified(heading)
    if not title:
        return ""
    title = title if title[:2].isupper() else title[0].lower() + title[1:]
    return f" {title}" if title.casefold().startswith(_CONNECTED) else f" về {title}"
