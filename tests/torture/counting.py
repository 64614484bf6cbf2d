"""How many requests a run of tests asked of the product: a plugin of pytest, named on its command line."""

from typing import Any

import pytest
from django.core.signals import request_started

TOLD = "requests asked: "
_asked = 0


def _count(**_of_the_request: Any) -> None:
    global _asked  # noqa: PLW0603 - a plugin is one for the process
    _asked += 1


def pytest_configure() -> None:
    request_started.connect(_count, dispatch_uid=__name__)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    terminalreporter.write_line(f"{TOLD}{_asked}")


def counted(output: str) -> int:
    """What such a run told of itself."""
    return sum(int(line.removeprefix(TOLD)) for line in output.splitlines() if line.startswith(TOLD))
