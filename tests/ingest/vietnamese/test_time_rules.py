"""The words that let a text be passed over are words that a match cannot do without."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.vietnamese.text import fold
from ingest.vietnamese.time_rules import RULES, Rule

# Lookarounds say what stands beside a match, not what is in it; without them matches are quick to draw.
_BESIDE = re.compile(r"\(\?<?[=!](?:[^()\[\]\\]|\\.|\[(?:[^\]\\]|\\.)*\]|\((?:[^()\\]|\\.)*\))*\)")


def _bare(pattern: str) -> re.Pattern[str]:
    while _BESIDE.search(pattern):
        pattern = _BESIDE.sub("", pattern)
    return re.compile(pattern)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.build.__name__}-{RULES.index(rule)}")
def test_every_match_holds_a_word_that_its_rule_needs(rule: Rule) -> None:
    @settings(max_examples=25, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.from_regex(_bare(rule.pattern), fullmatch=True))
    def check(match: str) -> None:
        assert any(word in match.lower() for word in rule.needs)
        assert any(fold(word) in fold(match) for word in rule.needs)

    check()
