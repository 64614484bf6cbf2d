"""Pages of a list by cursor: the last row seen, signed. As fast on the last page of a million as on the first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Generic, TypeVar

from django.core import signing
from django.core.exceptions import FieldDoesNotExist
from django.db.models import F, Model, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _

Row = TypeVar("Row")

MOST_COUNTED = 1_000


@dataclass(frozen=True)
class Near:
    """The list, whatever stands in it, of which the rows of a page are a part: so many of its next lines are gone
    through for them.
    """

    lines: "QuerySet[Any, Any]"
    column: str
    """Which of its columns is the first of the order."""
    most: int


@dataclass(frozen=True)
class Page(Generic[Row]):
    items: list[Row]
    next_cursor: str | None
    previous_cursor: str | None
    count_label: str | Promise

    def __iter__(self) -> Iterator[Row]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)


@dataclass(frozen=True)
class _Key:
    """One column of the order."""

    name: str
    descending: bool
    nullable: bool

    def reversed(self) -> "_Key":
        return _Key(self.name, not self.descending, self.nullable)

    def ordering(self, *, outside_index: bool = False) -> Any:
        column = Coalesce(self.name, self.name) if outside_index else F(self.name)
        return column.desc() if self.descending else column.asc()

    def equal(self, value: object) -> Q:
        return Q(**{f"{self.name}__isnull": True}) if value is None else Q(**{self.name: value})

    def after(self, value: object, *, or_equal: bool = False) -> Q:
        """Rows behind the value in this order. A null is the greatest value."""
        if value is None:
            if self.descending:
                return Q() if or_equal else Q(**{f"{self.name}__isnull": False})
            return self.equal(None) if or_equal else Q(pk__in=[])
        comparison = ("lt" if self.descending else "gt") + ("e" if or_equal else "")
        found = Q(**{f"{self.name}__{comparison}": value})
        if self.nullable and not self.descending:
            found |= Q(**{f"{self.name}__isnull": True})
        return found


def paginate(
    queryset: "QuerySet[Any, Row]",
    *,
    order: Sequence[str],
    cursor: str | None = None,
    size: int = 20,
    count: bool = True,
    near: Near | None = None,
) -> Page[Row]:
    """One page of the queryset. The last key of `order` must be unique, such as the id.

    A cursor that was altered, or belongs to another order, gives the first page. With `near`, a page that its lines
    fill is found by going through them in order, and only another one is picked out of all rows at once.
    """
    keys = [_key(queryset.model, name) for name in order]
    salt = _salt(queryset.model, order)
    backwards, values = _read(cursor, salt, len(keys))
    rows, has_more = _fetch(queryset, keys, values, size, backwards=backwards, near=near)
    if values is not None and not rows:
        # What the cursor pointed at is gone, and everything on its far side with it.
        backwards, values = False, None
        rows, has_more = _fetch(queryset, keys, None, size, backwards=False, near=near)
    if backwards:
        rows.reverse()
    has_next = backwards or has_more
    has_previous = has_more if backwards else values is not None

    def pointer(row: Row, *, back: bool) -> str:
        return signing.dumps([back, [_plain(_value(row, key.name)) for key in keys]], salt=salt)

    return Page(
        items=rows,
        next_cursor=pointer(rows[-1], back=False) if rows and has_next else None,
        previous_cursor=pointer(rows[0], back=True) if rows and has_previous else None,
        count_label=count_label(bounded_count(queryset)) if count else "",
    )


def is_cursor(model: type[Model], *, order: Sequence[str], cursor: str) -> bool:
    """Whether this was given out for this order, for those who must not be led back to the first page unawares."""
    return _read(cursor, _salt(model, order), len(order))[1] is not None


def _salt(model: type[Model], order: Sequence[str]) -> str:
    return f"cursor:{model._meta.label}:{','.join(order)}"


def _key(model: type[Model], name: str) -> _Key:
    path = name.removeprefix("-")
    return _Key(path, name.startswith("-"), _is_nullable(model, path))


def _is_nullable(model: type[Model], path: str) -> bool:
    """Whether some column on the way may be null; an annotation is taken for one that never is."""
    current: Any = model
    for part in path.split("__"):
        try:
            field = current._meta.pk if part == "pk" else current._meta.get_field(part)
        except FieldDoesNotExist:
            return False
        if getattr(field, "null", False):
            return True
        current = field.related_model
    return False


def _read(cursor: str | None, salt: str, length: int) -> tuple[bool, list[object] | None]:
    if not cursor:
        return False, None
    try:
        back, values = signing.loads(cursor, salt=salt)
    except (signing.BadSignature, ValueError):
        return False, None
    return (bool(back), list(values)) if len(values) == length else (False, None)


def _fetch(
    queryset: "QuerySet[Any, Row]",
    keys: list[_Key],
    values: list[object] | None,
    size: int,
    *,
    backwards: bool,
    near: Near | None,
) -> tuple[list[Row], bool]:
    first, *others = [key.reversed() for key in keys] if backwards else keys
    if values is not None:
        queryset = queryset.filter(_behind([first, *others], values))
    rest = [key.ordering() for key in others]
    edge = _edge(near, first, values) if near else None
    if edge is not None:
        stretch = queryset.filter(first.reversed().after(edge, or_equal=True))
        rows = list(stretch.order_by(first.ordering(), *rest)[: size + 1])
        if len(rows) > size:
            return rows[:size], True
    # An index of the order would be gone through without end where hardly any of its rows is wanted.
    rows = list(queryset.order_by(first.ordering(outside_index=edge is not None), *rest)[: size + 1])
    return rows[:size], len(rows) > size


def _edge(near: Near, first: _Key, values: list[object] | None) -> object:
    """Where the next lines of the whole list end; None where they are all there are."""
    key = replace(first, name=near.column)
    lines = near.lines if values is None else near.lines.filter(key.after(values[0], or_equal=True))
    found = lines.order_by(key.ordering()).values_list(near.column, flat=True)[near.most : near.most + 1]
    return next(iter(found), None)


def _behind(keys: list[_Key], values: list[object]) -> Q:
    """Rows behind these values. The bound on the first key alone lets the database begin inside the index."""
    behind = Q(pk__in=[])
    same = Q()
    for key, value in zip(keys, values, strict=True):
        behind |= same & key.after(value)
        same &= key.equal(value)
    return keys[0].after(values[0], or_equal=True) & behind


def _value(row: object, path: str) -> object:
    if isinstance(row, dict):
        return row[path]
    value: object = row
    for part in path.split("__"):
        value = None if value is None else getattr(value, part)
    return value


def _plain(value: object) -> object:
    """As JSON keeps it, with every microsecond; the field reads the text back."""
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return value if value is None or isinstance(value, (bool, int, float, str)) else str(value)


def bounded_count(queryset: "QuerySet[Any, Any]", most: int = MOST_COUNTED) -> int:
    """How many there are, up to one more than `most`."""
    return queryset.order_by()[: most + 1].count()


def count_label(counted: int, most: int = MOST_COUNTED) -> str:
    """What is said of a number that was counted so far only."""
    if counted > most:
        return _("more than %(number)s") % {"number": number_format(most, force_grouping=True)}
    return number_format(counted, force_grouping=True)
