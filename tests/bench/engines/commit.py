"""What no engine can do without: one row, written to the disk before the next one begins.

A transaction takes at least this long on this machine. Where three times another engine's rate is more than this
allows, nothing that commits its steps one by one reaches it.
"""

from dataclasses import dataclass
from typing import Any

from django.db import connections


@dataclass
class Commit:
    alias: str = "default"

    def prepare(self) -> None:
        with connections[self.alias].cursor() as cursor:
            cursor.execute("CREATE TABLE bench_committed (outcome text NOT NULL)")

    def open(self) -> Any:
        return self.step(None, "")

    def step(self, matter: Any, outcome: str) -> Any:
        with connections[self.alias].cursor() as cursor:
            cursor.execute("INSERT INTO bench_committed VALUES (%s)", [outcome])
        return matter

    def has_ended(self, matter: Any) -> bool:
        return matter is None
