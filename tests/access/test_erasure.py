"""After people were erased the whole database is searched for them, and every chain still holds (IDN-16, IDN-51).

The world of the access walk has something of them in nearly every table; here each is given words of their own, too,
wherever somebody may write freely about them.
"""

from collections.abc import Iterator
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from tidtam.kernel.access.actions import end_role, grant_role
from tidtam.kernel.actor import SYSTEM, Actor, acting_as, new_id
from tidtam.kernel.agencies.actions import ask_for_token
from tidtam.kernel.audit.actions import sealing
from tidtam.kernel.files.actions import store_file
from tidtam.kernel.files.tests.factories import make_pdf, upload
from tidtam.kernel.helpdesk.actions import help_account
from tidtam.kernel.helpdesk.choices import Deed
from tidtam.kernel.notifications.actions import notify
from tidtam.kernel.people.actions import set_contact_address
from tidtam.kernel.people.models import Identifier
from tidtam.kernel.personal_data import Subject
from tidtam.kernel.verification.actions import refuse_request
from tidtam.products.academic.dossier.actions import attach_file
from tidtam.products.academic.dossier.models import Dossier
from tidtam.products.academic.experts import actions as experts
from tidtam.products.academic.experts.choices import ConflictKind, Means, Reply
from tidtam.products.academic.experts.facts import ApproachFacts
from tidtam.products.academic.experts.naming import Named
from tidtam.products.academic.queries import facts_for_experts
from tidtam.products.academic.rulebook.pointing import spot_at
from tidtam.products.datarights import ledger
from tidtam.products.datarights.actions import ask_correction, erase_again
from tidtam.products.datarights.notices import ERASURE_STOPPED
from tidtam.products.datarights.tests.searching import files_that_say, tables_that_say
from tidtam.tracking import actions as tracking
from tidtam.tracking.actions.recording import position_of
from tidtam.tracking.choices import FILES_OF_A_CASE
from tidtam.tracking.history import effective
from tidtam.tracking.models import Case
from tidtam.tracking.progress import replay
from tidtam.tracking.queries import entries_of

from .people import NAMESAKE
from .world import World

pytestmark = [pytest.mark.requirement("IDN-16", "IDN-51")]

WORD = "ถ้อยคำเฉพาะตัว"
"""What somebody wrote of the applicant, wherever it can be written."""
COAUTHOR = "ร่วมแต่ง นามสมมติยิ่ง"
EMAIL, MOBILE, DEVICE = "tara.only@example.test", "0810000077", "เครื่องของธารา"
PEOPLE = ("applicant", "other_applicant", "employee", "other_employee")


@pytest.fixture(autouse=True)
def _everything_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    """The world stands in one transaction that is never committed: the trail is sealed up to it all the same."""
    monkeypatch.setattr(sealing, "horizon", _next_transaction)


def _next_transaction() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint")
        return int(cursor.fetchone()[0]) + 1


def write_everywhere(world: World) -> None:
    """By who may, through what the pages call."""
    account, committee = world.accounts["applicant"], world.committees["a"]
    assert account.person is not None
    hidden = upload(make_pdf(), f"{WORD}.pdf")
    with acting_as(SYSTEM) as actor:
        case, office = world.cases["b"], world.b.path
        store_file(actor, upload=hidden, owner_kind=FILES_OF_A_CASE, owner_id=case.pk, organization_path=office)
        for kind, value in (("email", EMAIL), ("mobile", MOBILE)):
            set_contact_address(actor, account.person, kind=kind, value=value)
        grant = grant_role(actor, account.pk, role="auditor", organization=world.b, reason=f"คำสั่ง {WORD}")
        end_role(actor, grant, reason=WORD)
        kind = ERASURE_STOPPED.key
        notify(actor, person_id=account.person_id, kind=kind, subject_kind="erasure", subject_id=account.pk, url="/")
        tracking.add_note(actor, world.cases["a"], text=WORD, for_subject=True, expected_version=_version(world))
    with acting_as(world.acting("applicant")) as actor:
        ask_correction(actor, organization=world.ministry, item="title", wrong=WORD, right="นาง")
        ask_for_token(actor, world.a, reason=WORD)
        store_file(
            actor,
            upload=upload(make_pdf(), f"{WORD}.pdf"),
            owner_kind="test",
            owner_id=new_id(),
            organization_path="",
            person_id=account.person_id,
        )
    with acting_as(world.acting("account_admin")) as actor:
        help_account(actor, account, deed=Deed.END_SESSIONS, reason=WORD)
        asked = world.verifications["a"]
        asked.organization = world.ministry
        asked.save()
        refuse_request(actor, asked, reason=WORD, version=asked.version)
    evidence = spot_at("/works/1/evidence")
    assert evidence is not None
    with acting_as(world.acting("institution")) as actor:
        dossier = Dossier.objects.get(pk=world.requests["draft_a"].pk)
        attach_file(actor, dossier, evidence, upload(make_pdf(), f"{WORD}.pdf"), seen=dossier.version)
        facts = facts_for_experts(actor, world.requests["sent_a"])
        assert facts is not None
        experts.begin_committee(actor, replace(facts, coauthors=(Named(COAUTHOR),), supervisors=(Named(WORD),)))
        seat = world.seats["a"]
        experts.answer_conflict(actor, committee, seat, kind=ConflictKind.NOT_LISTED, reason=WORD)
        today = world.today
        told = ApproachFacts(new_id(), today, Means.LETTER, WORD, Reply.ACCEPTED, today, WORD)
        experts.record_approach(actor, committee, seat, told)
        committee.refresh_from_db()
        form = upload(make_pdf(), f"{WORD}.pdf")
        experts.set_reasons(
            actor, committee, not_listed=WORD, lower_position=WORD, version=committee.version, request_form=form
        )
    UserSession.objects.create(user=account, session_key="k" * 32, ip="127.0.0.1", user_agent=DEVICE)


def _version(world: World) -> int:
    return Case.objects.get(pk=world.cases["a"].pk).version


def said_of(world: World) -> Iterator[str]:
    yield from (WORD, DEVICE, EMAIL, MOBILE[1:], NAMESAKE["given_name"], NAMESAKE["family_name"])
    yield from (*world.numbers.values(), *(person.given_name for person in world.employees.values()))
    persons = [world.accounts[name].person for name in PEOPLE]
    for masked, index in Identifier.objects.filter(person__in=persons).values_list("masked", "index"):
        yield from (masked, index)


def erase(world: World, actor: Actor) -> int:
    """All of them, whatever holds them back: as once nothing does, or after a backup was restored."""
    for name in PEOPLE:
        account = world.accounts[name]
        ledger.append(Subject(account.person_id, account.pk), is_complete=True, at=actor.now().isoformat())
    return erase_again(actor)


def broken_histories(actor: Actor) -> list[str]:
    """Matters whose events no longer follow each other, or no longer lead to where the matter stands."""
    broken = []
    for case in Case.objects.select_related("process"):
        entries = entries_of(actor, case)
        in_order = [entry.sequence for entry in entries] == list(range(1, len(entries) + 1))
        if not in_order or replay(effective(entries)) != position_of(case):
            broken.append(str(case.pk))
    return broken


def test_nothing_readable_of_the_erased_is_left_and_every_chain_holds(world: World) -> None:
    write_everywhere(world)
    with acting_as(SYSTEM) as actor:
        said = list(said_of(world))
        found = {text for texts in tables_that_say(*said).values() for text in texts}
        assert set(said) - found == set(world.numbers.values()), "the search would find each, but for whole numbers"
        matters = Case.objects.count()
        assert erase(world, actor) == len(PEOPLE)
        assert tables_that_say(*said) == {}
        assert tables_that_say(COAUTHOR) == {}
        assert files_that_say(Path(settings.ENVIRONMENT.data), *said) == []
        assert broken_histories(actor) == []
        assert Case.objects.count() == matters
        call_command("audit", "seal", stdout=StringIO())
        call_command("audit", "verify", stdout=(report := StringIO()), no_color=True)
    assert "nothing was removed, altered or inserted" in report.getvalue()
    assert "not sealed yet" not in report.getvalue()
