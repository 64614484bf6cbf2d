"""What differs between two contents of a dossier, by place."""

from collections.abc import Iterator
from typing import Any

from .reading import pointer

Values = dict[str, Any]


def differences(before: Values, after: Values) -> list[str]:
    """The places, in their order, where anything was added, removed or changed."""
    return list(_differences(before, after, ()))


def _differences(before: object, after: object, steps: tuple[str | int, ...]) -> Iterator[str]:
    if isinstance(before, dict) and isinstance(after, dict):
        for key in [*before, *(key for key in after if key not in before)]:
            yield from _differences(before.get(key), after.get(key), (*steps, key))
    elif isinstance(before, list) and isinstance(after, list):
        for index in range(max(len(before), len(after))):
            yield from _differences(_at(before, index), _at(after, index), (*steps, index))
    elif _said(before) != _said(after):
        yield pointer(steps)


def _at(entries: list[Any], index: int) -> object:
    return entries[index] if index < len(entries) else None


def _said(value: object) -> object:
    """Nothing typed and not typed at all are the same."""
    return None if value in ("", [], {}) else value
