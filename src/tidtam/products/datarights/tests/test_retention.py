"""How long each kind of data lives, by which rule, and the end of what has outlived it."""

from io import StringIO
from unittest.mock import patch

import pytest
from django.core.management import call_command

from tidtam.kernel.actor import Refused, acting_as
from tidtam.kernel.files.actions import end_file, store_file
from tidtam.kernel.files.models import StoredFile
from tidtam.kernel.files.tests.factories import make_pdf, upload
from tidtam.kernel.identity.tests.factories import client_for
from tidtam.kernel.people.actions import set_contact_address
from tidtam.kernel.people.models import ContactAddress
from tidtam.products.datarights import tasks
from tidtam.products.datarights.actions import end_what_is_over, set_retention
from tidtam.products.datarights.models import RetentionRun
from tidtam.products.datarights.queries import configured_days

from .factories import World

pytestmark = [pytest.mark.requirement("IDN-16", "QLT-12"), pytest.mark.django_db]


def test_how_long_is_told_and_what_nobody_set_is_not_configured(world: World) -> None:
    page = world.browser().get("/my/data/how-long/").content.decode()
    assert "ยังไม่ได้กำหนด" in page
    with acting_as(world.system) as actor:
        for term, days, code in (
            ("no_such", 5, "unknown"),
            ("data_copies", 5, "fixed"),
            ("official_papers", 0, "days"),
        ):
            with pytest.raises(Refused) as refused:
                set_retention(actor, term, days=days, source="ระเบียบ")
            assert refused.value.code == code
        with pytest.raises(Refused):
            set_retention(actor, "official_papers", days=5, source=" ")
    call_command("retention", "set", "official_papers", "3650", "--source", "ระเบียบงานสารบรรณ", stdout=StringIO())
    out = StringIO()
    call_command("retention", "list", stdout=out)
    assert "official_papers\t3650 d" in out.getvalue()
    assert client_for(world.account).get("/my/data/how-long/").content.decode().count("3650") == 1


def test_what_the_product_says_meanwhile_holds_until_the_office_sets_another_time(world: World) -> None:
    with acting_as(world.system) as actor:
        assert configured_days()["verification_documents"] == 90
        set_retention(actor, "verification_documents", days=30, source="ประกาศทดสอบ")
        assert configured_days()["verification_documents"] == 30
        set_retention(actor, "verification_documents", days=None, source="ยกเลิกประกาศทดสอบ")
        assert configured_days()["verification_documents"] == 90
    assert "หากหน่วยงานไม่กำหนดเป็นอย่างอื่น" in world.browser().get("/my/data/how-long/").content.decode()


def test_a_removed_file_ends_with_the_night_in_which_its_time_is_over(world: World) -> None:
    with acting_as(world.member) as actor:
        file = store_file(
            actor,
            upload=upload(make_pdf(), "คำขอ.pdf"),
            owner_kind="test",
            owner_id=world.person.pk,
            organization_path="",
            person_id=world.person.pk,
        )
        end_file(actor, file)
    for days, is_there in ((89, True), (2, False)):
        world.days += days
        with patch.object(tasks, "_WORKER", world.system):
            tasks.end_what_is_over(0)
        with acting_as(world.system):
            assert bool(StoredFile.objects.get(pk=file.pk).wrapped_key) is is_there
            assert RetentionRun.objects.filter(term="ended_files").exists() is not is_there


def test_replaced_addresses_end_once_a_time_is_set(world: World) -> None:
    with acting_as(world.system) as actor:
        set_contact_address(actor, world.person, kind="mobile", value="0810000002")
        set_retention(actor, "ended_addresses", days=30, source="ประกาศทดสอบ")
        assert end_what_is_over(actor) == {}
    world.days += 31
    with acting_as(world.system) as actor:
        assert end_what_is_over(actor) == {"ended_addresses": 1}
        values = set(ContactAddress.objects.filter(person=world.person).values_list("value", flat=True))
    assert values == {"", "+66810000002"}
