from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from django.db import connection, transaction
from django.utils.translation import gettext as _

from tidtam.kernel.actor import Actor, NotAllowed, Refused
from tidtam.kernel.audit.actions import record
from tidtam.kernel.fields.models import FieldOfStudy
from tidtam.kernel.fields.policies import can_import
from tidtam.kernel.fields.queries import is_official

from .reading import FieldRow

SAMPLE = Path(__file__).resolve().parents[1] / "data" / "sample.csv"
_TAKEN_OVER = ("name_th", "name_en", "group_th", "group_en", "is_sample")


@dataclass
class Imported:
    """What an import did, by code."""

    created: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    ended: list[str] = field(default_factory=list)


def import_fields(actor: Actor, rows: Sequence[FieldRow]) -> Imported:
    """The file is the whole list: what it does not name ends today, and stays readable where it was used."""
    if not can_import(actor):
        raise NotAllowed(_("Only whoever runs the platform imports the list of fields."))
    done = Imported()
    with transaction.atomic():
        _lock_list()
        if any(row.is_sample for row in rows) and is_official():
            raise Refused(_("A sample never takes the place of the official list."), code="sample")
        known = {each.code: each for each in FieldOfStudy.objects.all()}
        for row in rows:
            _take_over(row, known.pop(row.code, None), done)
        left = [code for code, each in known.items() if each.ended_on is None]
        FieldOfStudy.objects.filter(code__in=left).update(ended_on=actor.today())
        done.ended = sorted(left)
        counts = {name: len(getattr(done, name)) for name in ("created", "changed", "ended")}
        record(actor, "fields.imported", "field_list", "list", details=counts)
    return done


def _take_over(row: FieldRow, known: FieldOfStudy | None, done: Imported) -> None:
    values = {name: getattr(row, name) for name in _TAKEN_OVER}
    if known is None:
        FieldOfStudy.objects.create(code=row.code, **values)
        done.created.append(row.code)
    elif known.ended_on is None and all(getattr(known, name) == value for name, value in values.items()):
        done.unchanged.append(row.code)
    else:
        FieldOfStudy.objects.filter(pk=known.pk).update(**values, ended_on=None)
        done.changed.append(row.code)


def _lock_list() -> None:
    """Two imports wait for each other; readers are not held up."""
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE fields_fieldofstudy IN SHARE ROW EXCLUSIVE MODE")
