"""The bodies of the fictional province of Lam Khê: names, codes, terms and people, each as of a day.

Codes: domain §1.4 (BDVTU to 01/2025, BTGDVTU from 02/2025; districts end on 30/6/2025). Terms begin with a
congress, and numbers begin again with them (domain §1.1). The days of the congresses are made up.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from functools import cache
from random import Random

from eval.large.phrases import PHRASES

PROVINCE = "Lam Khê"
MERGED = date(2025, 2, 1)  # Ban Dân vận and Ban Tuyên giáo become one
DISTRICTS_END = date(2025, 6, 30)
PROVINCIAL_TERMS = (
    date(2005, 12, 17),
    date(2010, 10, 22),
    date(2015, 10, 20),
    date(2020, 10, 16),
    date(2025, 9, 26),
)
DISTRICT_TERMS = (date(2005, 9, 16), date(2010, 7, 24), date(2015, 7, 18), date(2020, 7, 11))
COMMUNES_EACH = 14


@dataclass(frozen=True, slots=True)
class Body:
    """A commission. `committee` is what it advises ("Huyện ủy"), `suffix` its letters in a number ("HU")."""

    key: str
    area: str  # "huyện Lạc Thượng"
    place: str  # "Lạc Thượng"
    committee: str
    suffix: str
    index: int  # 0 is the province

    @property
    def provincial(self) -> bool:
        return self.index == 0

    @property
    def last_day(self) -> date:
        return date.max if self.provincial else DISTRICTS_END


BODIES = (
    Body("tinh", f"tỉnh {PROVINCE}", PROVINCE, "Tỉnh ủy", "TU", 0),
    Body("lac-thuong", "huyện Lạc Thượng", "Lạc Thượng", "Huyện ủy", "HU", 1),
    Body("van-tra", "huyện Vạn Trà", "Vạn Trà", "Huyện ủy", "HU", 2),
    Body("tien-bang", "huyện Tiên Bằng", "Tiên Bằng", "Huyện ủy", "HU", 3),
    Body("phu-duong", "huyện Phú Dương", "Phú Dương", "Huyện ủy", "HU", 4),
    Body("nam-trach", "huyện Nam Trạch", "Nam Trạch", "Huyện ủy", "HU", 5),
    Body("ky-hoa", "huyện Kỳ Hoa", "Kỳ Hoa", "Huyện ủy", "HU", 6),
    Body("cam-duong", "thị xã Cẩm Dương", "Cẩm Dương", "Thị ủy", "TXU", 7),
    Body("lam-ha", "thành phố Lam Hà", "Lam Hà", "Thành ủy", "ThU", 8),
)


def committee_name(body: Body) -> str:
    """ "Tỉnh ủy" (its own documents do not repeat the province) or "Huyện ủy Lạc Thượng"."""
    return body.committee if body.provincial else f"{body.committee} {body.place}"


def own_name(day: date) -> str:
    return "Ban Dân vận" if day < MERGED else "Ban Tuyên giáo và Dân vận"


def name(body: Body, day: date) -> str:
    """The body as sentences name it: "Ban Dân vận Huyện ủy Lạc Thượng"."""
    return f"{own_name(day)} {committee_name(body)}"


def field(day: date) -> str:
    """What it works on, as titles say it."""
    return "dân vận" if day < MERGED else "tuyên giáo và dân vận"


def issuer_lines(body: Body, day: date) -> tuple[str, str]:
    """The two lines at the top left of a document."""
    return f"{body.committee} {body.place}".upper(), own_name(day).upper()


def code(body: Body, day: date) -> str:
    """The issuer's letters in a number: "BDVTU", "BTGDVHU"."""
    return ("BDV" if day < MERGED else "BTGDV") + body.suffix


def superior(body: Body, day: date) -> str:
    """To whom it reports."""
    if body.provincial:
        return f"Thường trực Tỉnh ủy, {own_name(day)} Trung ương"
    return f"Thường trực {body.committee}, {own_name(day)} Tỉnh ủy"


def term(body: Body, day: date) -> int:
    """The committee's term as a running number; 0 is the one before the first congress known here."""
    return bisect_right(PROVINCIAL_TERMS if body.provincial else DISTRICT_TERMS, day)


@cache
def communes(body: Body) -> tuple[str, ...]:
    """Communes of a district; the province's own commission goes to districts."""
    if body.provincial:
        return tuple(other.area for other in BODIES[1:])
    pairs = [f"{first} {second}" for second in PHRASES.places.second for first in PHRASES.places.first]
    Random(PROVINCE).shuffle(pairs)
    start = (body.index - 1) * COMMUNES_EACH
    kinds = {"Huyện ủy": "xã", "Thị ủy": "phường", "Thành ủy": "phường"}
    return tuple(f"{kinds[body.committee]} {pair}" for pair in pairs[start : start + COMMUNES_EACH])


def unit(body: Body, places: str) -> str:
    """Who does the commission's work below it: "khối dân vận xã An Đài"; for the province, the districts' bodies."""
    return f"cơ quan dân vận {places}" if body.provincial else f"khối dân vận {places}"


def head(body: Body, day: date, *, deputy: bool, seed: int) -> str:
    """Head or deputy head of a body in the term of `day`."""
    rng = Random(f"{seed}|người|{body.key}|{term(body, day)}|{deputy}")
    return person(rng)


def person(rng: Random) -> str:
    names = PHRASES.names
    return f"{rng.choice(names.family)} {rng.choice(names.middle)} {rng.choice(names.given)}"
