"""The frame of a document: heading block, type and title, body, recipients, signature; three habits of typing it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from random import Random

from eval.large import bodies
from eval.large.bodies import Body
from eval.large.phrases import long_date

PARTY = "ĐẢNG CỘNG SẢN VIỆT NAM"
WIDE = 44
SECTIONS = (
    ("{roman}. {title}", "{arabic}. {title}", False),
    ("{roman}- {title}", "{arabic}- {title}", True),
    ("{letter}. {title}", "{roman}. {title}", True),
)
ROMANS = ("", "I", "II", "III", "IV", "V")


@dataclass(frozen=True, slots=True)
class Habit:
    """How a body types in a term: heading layout (0 columns, 1 run together, 2 stacked) and section marks."""

    heading: int
    section: int

    def section_line(self, level: int, index: int, title: str) -> str:
        top, below, capitals = SECTIONS[self.section]
        text = (top if level == 1 else below).format(
            roman=ROMANS[index], arabic=index, letter="ABCDE"[index - 1], title=title
        )
        return text.upper() if capitals and level == 1 else text


def habit(body: Body, day: date, seed: int) -> Habit:
    rng = Random(f"{seed}|nếp|{body.key}|{bodies.term(body, day)}")
    return Habit(rng.randrange(3), rng.randrange(len(SECTIONS)))


def frame(
    body: Body, day: date, number: str, type_name: str, title: str, content: list[str], *, seed: int
) -> str:
    """The whole text of a document. An official letter prints no type; its title stands under the number."""
    parent, issuer = bodies.issuer_lines(body, day)
    place = f"{body.place}, {long_date(day)}"
    left, right = [parent, issuer, "*", f"Số {number}"], [PARTY, "", "", place]
    style = habit(body, day, seed).heading
    if style == 0:
        lines = [f"{one:<{WIDE}}{two}".rstrip() for one, two in zip(left, right, strict=True)]
    elif style == 1:
        lines = [f"{one} {two}".rstrip() for one, two in zip(left, right, strict=True)]
    else:
        lines = [PARTY, place, *left]
    if type_name == "CÔNG VĂN":
        lines += [title, ""]
    else:
        lines += ["", type_name, title, "-----", ""]
    below = content[1:] if content and not content[0] else content
    return "\n".join([*lines, *below, "", *_closing(body, day, seed), ""])


def _closing(body: Body, day: date, seed: int) -> list[str]:
    rng = Random(f"{seed}|ký|{body.key}|{day}")
    deputy = rng.random() < 0.6
    role = ["K/T TRƯỞNG BAN", "PHÓ TRƯỞNG BAN"] if deputy else ["TRƯỞNG BAN"]
    own = bodies.own_name(day)
    if body.provincial:
        above = [f"- {own} Trung ương,", "- Thường trực Tỉnh ủy,"]
    else:
        above = [f"- {own} Tỉnh ủy,", f"- Thường trực {body.committee},"]
    recipients = ["Nơi nhận:", *above, "- Lãnh đạo Ban,", f"- Lưu {own}."]
    return [*recipients, "", *role, "(đã ký)", signer(body, day, seed)]


def signer(body: Body, day: date, seed: int) -> str:
    """Who signs on that day: the head or the deputy of the term."""
    deputy = Random(f"{seed}|ký|{body.key}|{day}").random() < 0.6
    return bodies.head(body, day, deputy=deputy, seed=seed)
