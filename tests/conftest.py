"""What every test may ask for, and how the suite behaves.

Development data is read through ``TROLY_SHARED`` (default ``../shared``) and never copied. A test that needs
it and cannot find it is skipped with the reason; with ``TROLY_REQUIRE_ALL=1`` (CI) a skip is a failure.
"""

from __future__ import annotations

import os
from collections.abc import Generator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parent.parent
REQUIRE_ALL = os.environ.get("TROLY_REQUIRE_ALL") == "1"

# No deadline: two busy cores make any time limit on one example a coin toss.
settings.register_profile("local", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", parent=settings.get_profile("local"), derandomize=True, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "local"))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of development data."""
    folder = Path(os.environ.get("TROLY_SHARED") or ROOT.parent / "shared")
    if not (folder / "archive").is_dir():
        pytest.skip(f"development data not found at {folder}; set TROLY_SHARED")
    return folder.resolve()


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """A developer's own TROLY_… and TELEGRAM_… settings must not reach a test (TROLY_SHARED may)."""
    for name in list(os.environ):
        if name.startswith(("TROLY_", "TELEGRAM_")) and name not in ("TROLY_SHARED", "TROLY_REQUIRE_ALL"):
            monkeypatch.delenv(name)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if REQUIRE_ALL and report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid}: skipped though TROLY_REQUIRE_ALL=1: {reason}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    if REQUIRE_ALL and report.skipped:
        report.outcome = "failed"
        report.longrepr = f"{collector.nodeid}: module skipped though TROLY_REQUIRE_ALL=1: {report.longrepr}"
    return report
