"""How long a source may keep us waiting, all its steps together."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as TookTooLong
from typing import TypeVar

from .choices import Reason
from .protocol import Unavailable

CONNECT_SECONDS = 2.0
READ_SECONDS = 4.0
# We wait for the deadline and no longer, whatever a name server or a dripping answer does to what was asked.
_waiting_room = ThreadPoolExecutor(max_workers=16, thread_name_prefix="connector")

T = TypeVar("T")


class Deadline:
    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def left(self) -> float:
        left = self._end - time.monotonic()
        if left <= 0:
            raise Unavailable(Reason.SLOW)
        return left

    @property
    def to_connect(self) -> float:
        return min(CONNECT_SECONDS, self.left())

    @property
    def to_read(self) -> float:
        return min(READ_SECONDS, self.left())


def in_time(seconds: float, work: Callable[[Deadline], T]) -> T:
    future = _waiting_room.submit(work, Deadline(seconds))
    try:
        return future.result(timeout=seconds)
    except TookTooLong:
        future.cancel()
        raise Unavailable(Reason.SLOW) from None
