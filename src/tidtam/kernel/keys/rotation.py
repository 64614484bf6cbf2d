"""Giving every sealed value the newest key, while the web runs.

Each shelf that keeps sealed values registers how its own are sealed again. A batch is one transaction of its own: a run
that is killed has done whole batches, and the next run finds only what is left.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, Protocol

from django.db import models
from django.db.models import F, Func, TextField, Value

from .cipher import decrypt_bytes, encrypt_bytes
from .keyring import keyring


class Rotator(Protocol):
    @property
    def name(self) -> str: ...

    def counts(self) -> dict[str, int]:
        """How many values each key seals, by key id."""
        ...

    def rotate_batch(self, after: Any, size: int) -> tuple[int, Any]:
        """Seal up to `size` values anew that come after this id; the number done and the id to go on from (or None)."""
        ...


@dataclass(frozen=True)
class SealedColumn:
    """A text column of values sealed by `encrypt`; `field_of(row)` is the associated data they were sealed with."""

    name: str
    model: type[models.Model]
    column: str
    field_of: Callable[[Any], str]
    refresh: Callable[[Any, bytes], dict[str, Any]] | None = None
    """Other columns that follow from the opened value and the newest key, such as a blind index."""

    def counts(self) -> dict[str, int]:
        rows = (
            self.model._default_manager.exclude(**{self.column: ""})
            .values(key=Func(F(self.column), Value("."), Value(2), function="split_part", output_field=TextField()))
            .annotate(number=models.Count("pk"))
            .order_by()
        )
        return {row["key"]: row["number"] for row in rows}

    def rotate_batch(self, after: Any, size: int) -> tuple[int, Any]:
        rows = self.model._default_manager.exclude(**{self.column: ""}).exclude(
            **{f"{self.column}__startswith": f"v1.{keyring().newest.id}."}
        )
        if after is not None:
            rows = rows.filter(pk__gt=after)
        batch = list(rows.order_by("pk").select_for_update()[:size])
        for row in batch:
            field = self.field_of(row)
            opened = decrypt_bytes(getattr(row, self.column), field)
            changes: dict[str, Any] = {self.column: encrypt_bytes(opened, field)}
            if self.refresh is not None:
                changes |= self.refresh(row, opened)
            for attribute, value in changes.items():
                setattr(row, attribute, value)
            row.save(update_fields=list(changes))
        return len(batch), batch[-1].pk if batch else None


def rotate(rotator: Rotator, in_transaction: Callable[[], AbstractContextManager[object]], size: int) -> Iterator[int]:
    """Batch after batch, each in a transaction of its own; gives out how many values each one sealed anew."""
    after: Any = None
    while True:
        with in_transaction():
            done, after = rotator.rotate_batch(after, size)
        if after is None:
            return
        yield done


_rotators: dict[str, Rotator] = {}


def register(rotator: Rotator) -> None:
    _rotators[rotator.name] = rotator


def rotators() -> tuple[Rotator, ...]:
    return tuple(_rotators.values())
