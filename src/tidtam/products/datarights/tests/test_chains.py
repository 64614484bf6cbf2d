"""What was sealed before somebody was erased, and what of it is recorded, can be verified ever after."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connections

from tidtam.kernel.actor import acting_as
from tidtam.kernel.audit.actions import sealing
from tidtam.kernel.audit.models import AuditRecord

from .factories import FAMILY, GIVEN, World
from .searching import tables_that_say

pytestmark = [pytest.mark.usefixtures("own_database"), pytest.mark.requirement("IDN-16", "IDN-51")]


@pytest.fixture(autouse=True)
def _alone_on_the_server(monkeypatch: pytest.MonkeyPatch) -> None:
    """What other databases of this server have open would hold sealing back; in ours everything is committed."""
    monkeypatch.setattr(sealing, "horizon", _end_of_numbers)


def _end_of_numbers() -> int:
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint")
        return int(cursor.fetchone()[0])


def verified() -> str:
    call_command("audit", "seal", stdout=StringIO())
    out = StringIO()
    call_command("audit", "verify", stdout=out, no_color=True)
    return out.getvalue()


def test_the_trail_of_somebody_who_was_erased_verifies_as_before_and_nobody_is_erased_from_it() -> None:
    world = World()
    world.copy()
    assert verified().startswith("1 batches")
    with acting_as(world.system):
        before = list(AuditRecord.objects.filter(person_id=world.person.pk).order_by("pk").values_list())
    world.order_erasure()
    world.erase()
    report = verified()
    assert report.startswith("2 batches")
    assert "nothing was removed, altered or inserted" in report
    with acting_as(world.system):
        after = AuditRecord.objects.filter(person_id=world.person.pk).order_by("pk")
        assert list(after.values_list())[: len(before)] == before
        assert {"personal_data.erased", "person.erased", "account.erased"} <= set(after.values_list("verb", flat=True))
        assert tables_that_say(GIVEN, FAMILY) == {}
    _erase_past_the_trail(world)
    with pytest.raises(CommandError):
        verified()


def _erase_past_the_trail(world: World) -> None:
    """As whoever owns the database would, with the triggers off."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("ALTER TABLE audit_record DISABLE TRIGGER USER")
        cursor.execute("UPDATE audit_record SET person_id = NULL WHERE person_id = %s", [world.person.pk])
