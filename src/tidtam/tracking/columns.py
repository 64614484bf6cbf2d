"""The columns of the work list: what the page shows and what is taken out of it as a file."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .rows import Row


@dataclass(frozen=True, slots=True)
class Column:
    """`day` is the date that a file shows a second time, as machines read it."""

    key: str
    label: str | Promise
    text: Callable[[Row], str]
    day: Callable[[Row], date | None] | None = None


def _name(row: Row) -> str:
    return row.name or _("name not open to you")


def _office(row: Row) -> str:
    return str(row.case.organization.name)


NAME = Column("name", gettext_lazy("Name"), _name)
OFFICE = Column("office", gettext_lazy("Office"), _office)
PROCESS = Column("process", gettext_lazy("Process"), lambda row: row.process_name)
COLUMNS = (
    NAME,
    OFFICE,
    PROCESS,
    Column("letter", gettext_lazy("Letter number"), lambda row: row.case.letter_no),
    Column("received", gettext_lazy("Received on"), lambda row: row.received, lambda row: row.case.received_on),
    Column("step", gettext_lazy("Step"), lambda row: row.place),
    Column("limit", gettext_lazy("Limit"), lambda row: row.limit, lambda row: row.limit_on),
    Column("status", gettext_lazy("Status"), lambda row: row.standing[1]),
)


def columns_shown(*, one_office: bool, one_process: bool) -> list[Column]:
    """What is the same in every row takes no column."""
    left_out = {OFFICE} if one_office else set()
    return [column for column in COLUMNS if column not in left_out | ({PROCESS} if one_process else set())]
