"""``troly bot``: what is missing or down is one line, and a trace never shows the token."""

from __future__ import annotations

import logging
import sys

import pytest

from assistant.cli import main
from bot.logs import OneLine

TOKEN = "123456:secret-token"


def test_a_missing_token_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bot"]) == 2
    err = capsys.readouterr().err
    assert "TELEGRAM_TOKEN" in err
    assert err.count("\n") == 1


def test_an_exception_is_logged_by_its_type_only() -> None:
    try:
        raise ValueError(f"the token {TOKEN} was rejected")
    except ValueError:
        record = logging.LogRecord(
            "telegram", logging.ERROR, __file__, 1, "failed %s", ("x",), sys.exc_info()
        )
    line = OneLine().format(record)
    assert line.endswith("telegram: failed x (ValueError)")
    assert TOKEN not in line
