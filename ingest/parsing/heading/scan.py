"""Reads the top of a document piece by piece, until the body starts.

In: a reading. Out: a ``Scan``: the raw finds with their places. A piece of a crawled line may hold several
things («Số: 87/2025/NĐ-CP Hà Nội ngày 11 tháng 4 năm 2025»): each find is cut off and the rest read again.
"""

from __future__ import annotations

import re
from collections import deque
from dataclasses import replace

from ingest.document import Column, LineKind, Reading
from ingest.parsing.heading.addressing import ADDRESSED, address, address_more
from ingest.parsing.heading.ahead import issuer_below_date, names_issuer, opens_title, qualifies
from ingest.parsing.heading.finds import Scan
from ingest.parsing.heading.words import (
    BODY,
    CAPITAL_BODY,
    CIRCULATION,
    CONNECTING,
    DAY,
    DAY_SHORT,
    EDITOR_NOTE,
    MARK,
    NUMBER,
    RULE_ONLY,
    SUBJECT,
    TYPE,
    URGENCY,
    authority_start,
    capital_run,
    is_authority,
    is_letter_number,
    is_place,
    mostly_capitals,
    place_start,
    set_apart_type,
    title_goes_on,
    type_name,
    without_numbers,
)
from ingest.parsing.markup import clean
from ingest.parsing.pieces import Piece, pieces
from ingest.vietnamese.dates import find_dates
from ingest.vietnamese.numbers import find_heading_number, find_numbers, type_of

_MAX_LINES = 60  # a heading is never longer
_MAX_REMARK = 60  # «TÀI LIỆU HỘI NGHỊ» with the meeting's name
_MAX_TITLE_LINE = 300  # a title line in lower case is shorter; capitals may run on


def scan_heading(reading: Reading) -> Scan:
    """Read from the top until the first body line; a document without a heading scans to nothing."""
    scanner = _Scanner(reading)
    scanner.run()
    return scanner.scan


class _Scanner:
    """One pass. The queue holds what is left of the current lines; ``stop`` ends the heading."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.scan = Scan()
        lines = [n for n, line in enumerate(reading.lines) if line.span.of(reading.text).strip()][:_MAX_LINES]
        self.queue: deque[Piece] = deque(
            pieces(reading, (n for n in lines if reading.lines[n].kind is not LineKind.FOOTNOTE))
        )
        self.subject = False  # a V/v subject is being read
        self.number_due = False  # «Số:» stood alone
        self.rule_after_title = False
        self.seen_number_zone = False

    def run(self) -> None:
        scan = self.scan
        while self.queue:
            piece = self.queue.popleft()
            if scan.type_piece is not None or scan.addressed_to:
                going = self._after_type(piece)
            else:
                going = self._before_type(piece)
            if not going:
                self._end(piece)
                return
        scan.body_line = len(self.reading.lines)
        scan.body_offset = len(self.reading.text)
        if scan.type_piece is None and scan.number is None and scan.date is None:
            self._nothing()

    def _end(self, piece: Piece) -> None:
        scan = self.scan
        told = scan.type_piece or scan.number or scan.date or scan.addressed_to
        if not told and not any(MARK.match(p.text) and not RULE_ONLY.match(p.text) for p in scan.pieces):
            self._nothing()
            return
        if scan.type is None and (scan.addressed_to or is_letter_number(scan.number)):
            scan.type = "Công văn"
        if scan.type is None and scan.title and self.subject:
            scan.type = "Công văn"
        scan.body_line, scan.body_offset = piece.line, piece.span.start

    def _nothing(self) -> None:
        """No heading: what looked like one was text."""
        first = next(
            (n for n, line in enumerate(self.reading.lines) if line.span.of(self.reading.text).strip()), 0
        )
        self.scan = Scan(
            body_line=first, body_offset=self.reading.lines[first].span.start if self.reading.lines else 0
        )

    def _take(self, piece: Piece | None, *rest: Piece | None) -> bool:
        """Keep a find as heading and put what is left of the line back."""
        if piece is not None:
            self.scan.pieces.append(piece)
        for left in reversed(rest):
            if left is not None:
                self.queue.appendleft(left)
        return True

    # -- above the type line

    def _before_type(self, piece: Piece) -> bool:
        text, scan = piece.text, self.scan
        if RULE_ONLY.match(text):
            return self._take(piece)
        label = NUMBER.match(text)
        mark = MARK.search(text, label.end() + 1 if label else 0)  # dots behind «Số» are a blank, no rule
        if (
            mark
            and not TYPE.match(text)
            and (mark.start() == 0 or mostly_capitals(text[: mark.start()]) or label)
        ):
            if mark.start() == 0:
                return self._take(piece.cut(0, mark.end()), piece.cut(mark.end()))
            return self._take(None, piece.cut(0, mark.start()), piece.cut(mark.start()))
        if self.number_due:
            self.number_due = False
            if self._number(piece, 0, 1.0):
                return True
        if label and scan.number is None and not self.seen_number_zone:
            self.seen_number_zone = True
            if self._number(piece, label.end(), 1.0):
                return True
            rest = re.sub(r"^[\s.…_:]*", "", text[label.end() :])
            if not rest:
                self.number_due = True
                return self._take(piece)
            blank = re.match(r"[\s.…_:]*[-/]\s*[A-ZĐ]\S*", text[label.end() :])  # a draft: «Số …-BC/BDVTU»
            if blank:
                end = label.end() + blank.end()
                scan.blank_number = piece.cut(0, end)
                return self._take(scan.blank_number, piece.cut(end))
            if label.group("colon") or len(text) < 40:
                return self._take(piece)
        if self._dated(piece):
            return True
        urgent = URGENCY.match(text)
        if urgent:
            scan.urgency = piece.cut(urgent.start(1), urgent.end(1))
            return self._take(piece)
        if self._circulating(piece):
            return True
        if self._typed(piece):
            return True
        addressed = ADDRESSED.match(text)
        if addressed:
            address(scan, piece, addressed.end())
            return self._take(piece)
        subject = SUBJECT.match(text)
        if subject and self._has_letter_shape():
            return self._subject(piece, subject.end())
        if self._issuing(piece):
            return True
        if self.subject and self._continues_subject(piece):
            scan.title.append(piece)
            return self._take(piece)
        if scan.number is None and len(text) < 40:  # the word «Số» lost by the machine
            found_numbers = find_numbers(text)
            if found_numbers and found_numbers[0][0].start == 0 and len(text) - found_numbers[0][0].end < 3:
                return self._number(piece, 0, 0.8)
        return False

    def _circulating(self, piece: Piece) -> bool:
        """«DỰ THẢO LẦN 2», alone, before a remark, or on the line of the type: «DỰ THẢO QUY CHẾ»."""
        text, scan = piece.text, self.scan
        found = CIRCULATION.match(text)
        if found is None:
            return False
        mark = piece.cut(found.start("mark"), found.end("mark"))
        typed = TYPE.match(text, found.end()) is not None
        if not (typed or found.end() == len(text) or (len(text) < _MAX_REMARK and scan.type is None)):
            return False
        scan.circulation = mark
        return self._take(mark, piece.cut(found.end())) if typed else self._take(piece)

    def _has_letter_shape(self) -> bool:
        return self.scan.number is not None or self.seen_number_zone or bool(self.scan.bodies)

    def _number(self, piece: Piece, start: int, confidence: float) -> bool:
        """Read the own number in ``piece`` from ``start`` on."""
        scan = self.scan
        rest = piece.text[start:]
        word = "Số "
        found = find_heading_number(word + rest.lstrip())
        if found is None:
            return False
        shift = start + len(rest) - len(rest.lstrip()) - len(word)
        begin, end = found[0].start + shift, found[0].end + shift
        scan.number_span, scan.number_confidence = piece.part(begin, end), confidence
        scan.number = replace(found[1], raw=clean(scan.number_span.of(self.reading.text)))
        return self._take(piece.cut(0, end), piece.cut(end))

    def _dated(self, piece: Piece) -> bool:
        """«<địa danh>, ngày … tháng … năm …»: place and date; blanks leave the date unknown."""
        scan = self.scan
        found = DAY.search(piece.text)
        short = None if found else DAY_SHORT.search(piece.text)
        day = found or short
        if day is None or scan.date is not None or (scan.place is not None and scan.date_span is not None):
            return False
        before = piece.text[: day.start()].rstrip(" ,")
        if len(before) > 60 or (before and not is_place(before)):
            at = place_start(before)
            if at is None or not (
                mostly_capitals(before[:at]) or NUMBER.match(before) or SUBJECT.match(before)
            ):
                return False
            return self._take(None, piece.cut(0, at), piece.cut(at))
        if before:
            scan.place = piece.cut(0, len(before))
        dates = find_dates(piece.text[day.start() : day.end()])
        end = day.end()
        if dates:
            scan.date = dates[0][1]
            scan.date_span = piece.part(day.start() + dates[0][0].start, day.start() + dates[0][0].end)
            word = re.match(r"ngày\s*", piece.text[day.start() :].lstrip(), re.IGNORECASE)
            if word:
                start = day.start() + (len(day.group()) - len(day.group().lstrip()))
                scan.date_span = piece.part(start, day.start() + dates[0][0].end)
            end = max(end, day.start() + dates[0][0].end)
        elif found is not None and not (found["d"] or found["m"]):
            scan.blank_date = piece.cut(day.start(), day.end())
        return self._take(piece.cut(0, end), piece.cut(end))

    def _typed(self, piece: Piece) -> bool:
        """The type line in capitals, alone or with the title run on; or the bare name on its own line."""
        text, scan = piece.text, self.scan
        if self._in_issuer(piece):
            return False
        found = TYPE.match(text)
        if found is None:
            name = type_of(text.strip(" :")) or set_apart_type(text)
            if (
                name is None
                or len(text) > 30
                or scan.bodies == []
                and scan.number is None
                and scan.date is None
            ):
                return False
            scan.type, scan.type_piece = set_apart_type(text) or type_name(text), piece
            return self._take(piece)
        scan.type = type_name(found.group())
        scan.type_piece = piece.cut(0, found.end())
        scan.title.clear()
        self.subject = False
        return self._take(scan.type_piece, piece.cut(found.end()))

    def _in_issuer(self, piece: Piece) -> bool:
        """Whether a line that reads like a type stands in the issuer's part of the heading."""
        numbered = self.seen_number_zone or self.scan.number is not None
        if piece.column is Column.LEFT and (
            not numbered or self.reading.lines[piece.line].column is not None
        ):
            return True
        return not numbered and bool(self.scan.bodies) and names_issuer(piece, list(self.queue)[:16])

    def _subject(self, piece: Piece, start: int) -> bool:
        self.subject = True
        rest = piece.cut(start)
        end = len(piece.text)
        day = DAY.search(piece.text)
        if rest is not None and day is not None:
            at = place_start(piece.text[: day.start()].rstrip(" ,"))
            if at is not None and at > start:
                end = at
        subject = piece.cut(start, end)
        if subject is not None:
            self.scan.title.append(subject)
        return self._take(piece.cut(0, end), piece.cut(end))

    def _continues_subject(self, piece: Piece) -> bool:
        last = self.scan.title[-1]
        if len(piece.text) > 90 or BODY.match(piece.text):
            return False
        return piece.column is last.column and (
            piece.column is not None
            or piece.text[:1].islower()
            or last.text.split()[-1].casefold() in CONNECTING
        )

    def _issuing(self, piece: Piece) -> bool:
        """A line of the issuer's name: capitals, above the number, not on the right."""
        text, scan = piece.text, self.scan
        if not mostly_capitals(text) or len(text) > 140 or CAPITAL_BODY.match(text):
            return False
        left = scan.date is None or piece.column is Column.LEFT
        numbered = scan.number is not None or self.seen_number_zone
        if (
            piece.column is not Column.RIGHT
            and not numbered
            and (left or issuer_below_date(piece, self.queue))
        ):
            scan.bodies.append(piece)
            return self._take(piece)
        return piece.column is Column.RIGHT and self._take(piece)

    # -- from the type line to the body

    def _after_type(self, piece: Piece) -> bool:
        text, scan = piece.text, self.scan
        if RULE_ONLY.match(text):
            self.rule_after_title = True
            return self._take(piece)
        addressed = ADDRESSED.match(text)
        if addressed:
            address(scan, piece, addressed.end())
            return self._take(piece)
        if CIRCULATION.fullmatch(text) and self._circulating(piece):
            return True
        if scan.addressed_to:
            return address_more(scan, piece, self.reading.text) and self._take(piece)
        if self.rule_after_title and scan.title:
            return False
        if (
            scan.date is None
            and len(text) < 80
            and DAY.search(text)
            and not scan.title
            and self._dated(piece)
        ):
            return True
        note = EDITOR_NOTE.match(text) if not scan.title else None
        if note:
            return self._take(piece.cut(0, note.end()), piece.cut(note.end()))
        if mostly_capitals(text[: len(capital_run(text))]) and len(capital_run(text)) > 1:
            return self._capital_title(piece)
        if scan.title and not any(char.islower() for char in without_numbers(scan.title[-1].text)):
            # A title in capitals does not go on in lower case, unless they only qualify the type or say of what.
            if text.startswith("về ") and scan.title[-1].text[-1:] not in ".;:":
                return self._plain_title(piece)
            if not qualifies(scan, piece) and not (
                qualifies(scan, None) and opens_title(piece, list(self.queue)[:4], self.reading)
            ):
                return False
            scan.qualified = True
            scan.title.append(piece)
            return self._take(piece)
        return self._plain_title(piece)

    def _capital_title(self, piece: Piece) -> bool:
        text, scan = piece.text, self.scan
        run = capital_run(text)
        rest = text[len(run) :].lstrip()
        authority = is_authority(run, scan.bodies)
        if scan.title and (CAPITAL_BODY.match(text) or authority):
            speaks = rest[:1].islower()  # «ỦY BAN NHÂN DÂN TỈNH yêu cầu:»
            return authority and not speaks and self._take(piece.cut(0, len(run)), piece.cut(len(run)))
        if rest and len(run.split()) < 3 and not rest[0].isupper():
            return self._plain_title(piece)  # a title in lower case that starts with an abbreviation
        cut = authority_start(run, scan.bodies)
        title = piece.cut(0, cut)
        if title is not None:
            scan.title.append(title)
        return self._take(piece.cut(0, len(run)), piece.cut(len(run)))

    def _plain_title(self, piece: Piece) -> bool:
        """A title in lower case: wrapped lines up to the first line that cannot belong to it."""
        text, scan = piece.text, self.scan
        if len(text) > _MAX_TITLE_LINE:
            return False
        if BODY.match(text) and (scan.title or not opens_title(piece, list(self.queue)[:4], self.reading)):
            return False
        if scan.title:
            bold = all(self.reading.lines[p.line].bold for p in (piece, scan.title[-1]))
            ruled = any(RULE_ONLY.match(p.text) for p in list(self.queue)[:3])
            if not title_goes_on(scan.title[-1].text, text, set_off=bold or ruled):
                return False
        elif text[-1:] in ".;" and len(text) > 160:
            return False
        scan.title.append(piece)
        return self._take(piece)
