"""What several processes do with a source that may be tried again. Each thread has its own connection; commits last."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connections

from tidtam.kernel.verification.connectors import Reason, Source, Unavailable
from tidtam.kernel.verification.connectors.breaker import Breaker

from .told import NOW, SAID, Told

_TOGETHER = 6
_REST = 60


@pytest.mark.requirement("IDN-13")
def test_of_many_processes_at_the_same_moment_one_tries(own_database: str) -> None:
    source = Told(Source.CIVIL_REGISTRY, Reason.FAULT)
    gate = Barrier(_TOGETHER)

    def ask(after: int) -> Reason:
        with pytest.raises(Unavailable) as unavailable:
            Breaker(failures=1, rest_seconds=_REST).ask(source, SAID, now=NOW + timedelta(seconds=after))
        return unavailable.value.reason

    def ask_with_the_others() -> Reason:
        gate.wait(timeout=30)
        try:
            return ask(_REST)
        finally:
            connections.close_all()

    assert ask(0) is Reason.FAULT
    with ThreadPoolExecutor(_TOGETHER) as pool:
        told = [future.result() for future in [pool.submit(ask_with_the_others) for _ in range(_TOGETHER)]]
    assert sorted(told) == [Reason.FAULT, *[Reason.RESTING] * (_TOGETHER - 1)]
    assert len(source.asked) == 2
