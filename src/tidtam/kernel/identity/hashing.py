"""Passwords are hashed one after the other, in the order in which they came.

One hash takes a hundred megabytes and all processors for a moment. As many at once as there are threads would need
that many times the memory, and each would last as long as all of them together.
"""

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Lock

from django.contrib.auth.hashers import Argon2PasswordHasher


class Turnstile:
    """Lets one through at a time, first come, first served: whoever leaves hands the place to who waits longest."""

    def __init__(self) -> None:
        self._guard = Lock()
        self._is_taken = False
        self._waiting: deque[Event] = deque()

    @contextmanager
    def turn(self) -> Iterator[None]:
        called = self._queue_up()
        if called is not None:
            called.wait()
        try:
            yield
        finally:
            self._hand_on()

    @property
    def waiting(self) -> int:
        return len(self._waiting)

    def _queue_up(self) -> Event | None:
        with self._guard:
            if self._is_taken:
                self._waiting.append(called := Event())
                return called
            self._is_taken = True
            return None

    def _hand_on(self) -> None:
        with self._guard:
            if self._waiting:
                self._waiting.popleft().set()
            else:
                self._is_taken = False


_turnstile = Turnstile()


class QueuedArgon2(Argon2PasswordHasher):
    """Argon2id; each process computes one at a time."""

    def encode(self, password: str, salt: str) -> str:
        with _turnstile.turn():
            return super().encode(password, salt)

    def verify(self, password: str, encoded: str) -> bool:
        with _turnstile.turn():
            return super().verify(password, encoded)
