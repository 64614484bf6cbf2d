"""A matter that is hidden from the person it is about: every door answers them as if it did not exist."""

from collections.abc import Callable
from dataclasses import replace
from uuid import uuid4

import pytest
from django.http import Http404
from django.utils.translation import override

from tidtam.kernel.actor import Actor, NotAllowed, Refused, acting_as
from tidtam.kernel.audit.models import AuditRecord
from tidtam.kernel.audit.queries import views_of
from tidtam.kernel.files.models import StoredFile
from tidtam.kernel.files.tests.factories import make_pdf, upload
from tidtam.kernel.notifications.models import Notice
from tidtam.tracking import policies
from tidtam.tracking.actions import add_note, finish_step, publish_process
from tidtam.tracking.definitions import DefinitionRefused, read_file
from tidtam.tracking.models import Case
from tidtam.tracking.queries import find_by_code, get_case, get_own_case, my_cases

from .browsing import Browser
from .factories import DAY, PUBLISHER, World, make_actor

pytestmark = pytest.mark.requirement("ACA-12", "TRK-01")

SECRET = """
key = "secret"
version = 1
name = { th = "ขอความเห็นชอบ", en = "Approval" }
description = { th = "เรื่องลับ", en = "A secret matter" }
owner = "ministry_case_officer"
office = { th = "สป.อว.", en = "The ministry" }
opened_by = ["institution_officer"]
visible_to = ["institution_officer"]
hidden_from_subject = true

[[steps]]
key = "consider"
name = { th = "พิจารณา", en = "Considered" }
explanation = { th = "พิจารณา", en = "Considered" }
actor = "ministry_case_officer"
records = { remark = "optional", file = "optional" }
next = "approved"

[[endings]]
key = "approved"
name = { th = "เห็นชอบ", en = "Approved" }
"""

Browse = Callable[..., Browser]


@pytest.fixture
def case(world: World) -> Case:
    with acting_as(PUBLISHER):
        publish_process(PUBLISHER, read_file(SECRET, file="secret.toml"))
    return world.open(process="secret")


@pytest.fixture
def subject(world: World) -> Actor:
    """The person concerned, who is also an officer of the same university."""
    return make_actor(("institution_officer", world.university), person=world.subject)


def test_the_subject_finds_it_at_no_door(world: World, case: Case, browse: Browse, subject: Actor) -> None:
    for actor in (world.member, subject):
        browser = browse(actor)
        assert case.tracking_code not in browser.get("/my/cases/").content.decode()
        for url in (f"/my/cases/{case.pk}/", f"/t/{case.tracking_code}", f"/my/cases/{case.pk}/certificates/"):
            nothing = url.replace(str(case.pk), str(uuid4())).replace(case.tracking_code, "a" * 26)
            assert browser.get(url).status_code == browser.get(nothing).status_code == 404
        with acting_as(actor):
            assert not my_cases(actor).exists()
            assert not policies.in_charge(Case.objects.all(), actor).exists()
            assert not policies.can_see(actor, case)
            assert not policies.can_withdraw(actor, case)
            for find in (get_case, get_own_case):
                with pytest.raises(Http404):
                    find(actor, case.pk)
            with pytest.raises(Http404):
                find_by_code(actor, case.tracking_code)
    assert browse(subject).get(f"/work/{case.pk}/").status_code == 404
    assert str(case.pk) not in browse(subject).get("/work/", {"q": case.letter_no}).content.decode()


def test_nothing_that_happens_to_it_is_told_or_left_where_the_subject_reads(
    world: World, case: Case, browse: Browse
) -> None:
    assert browse(world.institution).get(f"/work/{case.pk}/").status_code == 200
    with acting_as(world.officer):
        case = add_note(world.officer, case, text="ถึงเจ้าของเรื่อง", for_subject=True, expected_version=case.version)
        finish_step(
            world.officer,
            case,
            happened_on=DAY,
            remark="ชื่อผู้ทรงคุณวุฒิ",
            upload=upload(make_pdf(), "ผู้ทรงคุณวุฒิ.pdf"),
            expected_version=case.version,
        )
    with acting_as(PUBLISHER):
        assert not Notice.objects.filter(person=world.subject, subject_id=case.pk).exists()
        assert not AuditRecord.objects.filter(object_id=str(case.pk), person_id=world.subject.pk).exists()
        assert StoredFile.objects.get().person_id is None
    with acting_as(world.member):
        assert not views_of(world.member).exists()
        assert not StoredFile.objects.exists()


def test_the_offices_work_with_it_as_with_any_other(world: World, case: Case, browse: Browse) -> None:
    assert str(case.pk) in browse(world.institution).get("/work/").content.decode()
    assert browse(world.officer).get(f"/work/{case.pk}/").status_code == 200
    assert browse(world.other_institution).get(f"/work/{case.pk}/").status_code == 404


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ('opened_by = ["institution_officer"]', 'opened_by = ["subject"]', "opened_by"),
        ("hidden_from_subject = true", 'hidden_from_subject = true\nmay_withdraw = ["subject"]', "may_withdraw"),
        ('actor = "ministry_case_officer"', 'actor = "subject"', "actor"),
        ('next = "approved"', 'shows = ["remark"]\nnext = "approved"', "shows"),
        ('next = "approved"', 'returns = { to = "subject" }\nnext = "approved"', "to"),
        (
            'name = { th = "เห็นชอบ", en = "Approved" }',
            'name = { th = "เห็นชอบ", en = "Approved" }\nappeal = { process = "x", days = 3 }',
            "appeal",
        ),
        ("hidden_from_subject = true", 'hidden_from_subject = "yes"', "hidden_from_subject"),
    ],
)
def test_a_hidden_process_neither_waits_for_its_subject_nor_shows_them_anything(old: str, new: str, place: str) -> None:
    assert old in SECRET
    with override("en"), pytest.raises(DefinitionRefused) as refused:
        read_file(SECRET.replace(old, new), file="secret.toml")
    assert [place in mistake.place for mistake in refused.value.mistakes] == [True]


def test_a_process_is_hidden_in_all_its_versions_or_in_none(case: Case) -> None:
    opened = SECRET.replace("version = 1", "version = 2").replace("hidden_from_subject = true\n", "")
    with acting_as(PUBLISHER), pytest.raises(Refused) as refused:
        publish_process(PUBLISHER, read_file(opened, file="secret.toml"))
    assert refused.value.code == "secrecy"


def test_the_subject_cannot_hand_it_in_about_themselves(world: World, case: Case, subject: Actor) -> None:
    from tidtam.tracking.actions import open_case

    hidden = replace(subject, grants=())
    with acting_as(hidden), pytest.raises(NotAllowed):
        open_case(hidden, "secret", subject=world.subject, organization=world.university, received_on=hidden.today())
