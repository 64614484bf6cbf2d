"""The cache in which tries are counted: whoever wants to count waits in PostgreSQL's own queue.

allauth locks a counter by adding a key beside it. It asks for the lock again and again for a second, and whoever has
had no luck by then is refused as if they had tried too often: so of fifty who sign in from one room, some were. Here
the one key that is a lock is an advisory lock: no polling, no rows, first come, first served.
"""

from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.db import DatabaseCache
from django.db import connections, router

_LOCK = ":lock"


class CountingCache(DatabaseCache):
    def add(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """Within a transaction the lock lasts as long as it: what was counted is seen by nobody before."""
        if not key.endswith(_LOCK):
            return bool(super().add(key, value, timeout, version))
        self._ask("pg_advisory_xact_lock" if self._connection.in_atomic_block else "pg_advisory_lock", key)
        return True

    def delete(self, key: str, version: int | None = None) -> bool:
        if not key.endswith(_LOCK):
            return bool(super().delete(key, version))
        if not self._connection.in_atomic_block:
            self._ask("pg_advisory_unlock", key)
        return True

    @property
    def _connection(self) -> Any:
        return connections[router.db_for_write(self.cache_model_class)]

    def _ask(self, function: str, key: str) -> None:
        with self._connection.cursor() as cursor:
            cursor.execute(f"SELECT {function}(hashtextextended(%s, 0))", [key])
