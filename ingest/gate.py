"""The state-secret gate: two checks that run in memory before anything of a file is written anywhere.

``check_name`` looks at folder and file names, ``check_reading`` at the text and at what stands beside it
(pictures, properties). Both return nothing when the file may pass and raise ``Stamped`` with the id of a rule
when it may not. Neither ever says what it saw: the rule id is all that may be recorded (domain.md §7.2.3).
Both fail closed: a fault inside refuses the file.

The gate looks for a *stamp*, not for the word: «công tác bảo vệ bí mật nhà nước» or «mật khẩu» is a mention
(domain.md §7.2.2). It is a second net; the first is the person who confirms that a file holds no secret.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ingest.document import Reading
from ingest.errors import Stamped
from ingest.gating.names import name_rule
from ingest.gating.reading import reading_rule

VERSION = "2"  # recorded with each document: a later gate may know better


def check_name(parts: Sequence[str]) -> None:
    """Raise Stamped when a folder or file name says that what it holds is secret (domain.md §7.2.2)."""
    _refuse_on(lambda: name_rule(parts))


def check_reading(reading: Reading) -> None:
    """Raise Stamped when the text, a picture or a property carries a stamp (domain.md §2.5, §7.2.2)."""
    _refuse_on(lambda: reading_rule(reading))


def _refuse_on(rule_of: Callable[[], str | None]) -> None:
    """Fail closed: an error while looking is a refusal; its message is not passed on, it may hold text."""
    try:
        rule = rule_of()
    except MemoryError:  # not checked either, and not stored; but a fault of size, and told as one
        raise
    except Exception:  # noqa: BLE001 - whatever went wrong, a file that was not checked must not pass
        rule = "gate-error"
    if rule is not None:
        raise Stamped(rule)
