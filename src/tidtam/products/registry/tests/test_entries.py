from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from django.db.utils import DatabaseError
from django.http import Http404

from tidtam.kernel.actor import VISITOR, Actor, NotAllowed, Outdated, Refused, acting_as
from tidtam.kernel.people.tests.factories import make_person, next_number
from tidtam.products.registry import actions, policies
from tidtam.products.registry.choices import EntryState
from tidtam.products.registry.facts import missing_places
from tidtam.products.registry.models import Entry, Holding, Revision
from tidtam.products.registry.queries import entries as queries
from tidtam.products.registry.queries.public import PublicFilters, holders

from .factories import HOLDER, LETTER, TODAY, WHOLE, World, later, level


def found(actor: Actor = VISITOR, text: str = "") -> list[str]:
    with acting_as(actor):
        return [row.name for row in holders(actor, PublicFilters(text=text))]


@pytest.mark.requirement("NAP-01")
def test_a_whole_entry_says_everything_of_every_level() -> None:
    whole = {**WHOLE, "holder.given_name": "สมมติ"}
    assert missing_places(whole) == []
    without_works = {**whole, "assistant_professor.works": []}
    assert missing_places(without_works) == ["assistant_professor.works"]
    promoted = {**HOLDER, **level("associate_professor")}
    assert "assistant_professor.appointed_on" in missing_places({**promoted, "holder.given_name": "สมมติ"})
    special = {**HOLDER, **level("associate_professor", method="special"), "holder.given_name": "สมมติ"}
    assert missing_places(special) == []


@pytest.mark.requirement("NAP-01")
def test_what_is_missing_is_marked_with_a_reason_or_the_entry_is_not_sent(world: World) -> None:
    entry = world.begun(facts={**WHOLE, "assistant_professor.experts": []})
    with acting_as(world.recorder) as actor:
        with pytest.raises(Refused) as refused:
            actions.submit_entry(actor, entry, letter=LETTER, version=entry.version)
        assert refused.value.code == "incomplete"
        entry = actions.explain_gaps(
            actor,
            entry,
            unavailable={"assistant_professor.experts": "คำสั่งสูญหายจากเหตุอุทกภัย"},
            explained={},
            version=entry.version,
        )
        sent = actions.submit_entry(actor, entry, letter=LETTER, version=entry.version)
    assert (sent.state, sent.missing, sent.unexplained) == (EntryState.AWAITING, 1, 0)


@pytest.mark.requirement("NAP-01")
def test_each_fact_knows_who_said_it_and_when(world: World) -> None:
    entry = world.begun(facts=WHOLE)
    origin = world.content(entry).origins["assistant_professor.field_code"]
    assert (origin["source"], origin["by"]) == ("typed", str(world.recorder.account_id))
    assert origin["at"].startswith(TODAY.isoformat())


@pytest.mark.requirement("NAP-02")
def test_only_officers_of_the_holders_institution_enter_and_only_the_ministry_approves(world: World) -> None:
    who = actions.Who(kind="national_id", number=next_number(), title="", given_name="สมมติ", family_name="")
    for stranger in (world.other_recorder, world.approver):
        with acting_as(stranger), pytest.raises(NotAllowed):
            actions.begin_entry(stranger, organization=world.a, who=who)
    entry = world.begun(facts=WHOLE)
    for stranger in (world.other_recorder, world.approver):
        with acting_as(stranger), pytest.raises(Http404):
            actions.change_facts(stranger, entry, facts={"holder.title": "ดร."}, version=entry.version)
    sent = world.submitted()
    with acting_as(world.recorder) as actor, pytest.raises(NotAllowed):
        actions.approve_entry(actor, sent, version=sent.version)
    with acting_as(world.other_recorder) as actor, pytest.raises(Http404):
        queries.get_entry(actor, sent.pk)


@pytest.mark.requirement("NAP-02", "NAP-09")
def test_nothing_is_public_before_the_ministry_approved_it(world: World) -> None:
    entry = world.begun(facts=WHOLE)
    assert found() == []
    with acting_as(world.recorder) as actor:
        entry = actions.submit_entry(actor, entry, letter=LETTER, version=entry.version)
    assert found() == []
    world.approve(entry)
    assert found() == ["นางสมมติ ตัวอย่างดี"]
    with acting_as(world.recorder) as actor:
        entry = world.reload(entry)
        changed = actions.change_facts(
            actor, entry, facts={"assistant_professor.field_name": "ชีววิทยา"}, version=entry.version
        )
    assert (changed.state, found(text="ชีววิทยา")) == (EntryState.DRAFT, [])
    assert found(text="คอมพิวเตอร์") == ["นางสมมติ ตัวอย่างดี"]


@pytest.mark.requirement("NAP-02")
def test_nobody_enters_or_approves_themself_or_what_they_sent(world: World) -> None:
    entry = world.submitted()
    both = world.officer(policies.APPROVER, world.ministry)
    Entry.objects.filter(pk=entry.pk).update(submitted_by=both.account_id)
    with acting_as(both), pytest.raises(NotAllowed):
        actions.approve_entry(both, entry, version=entry.version)
    number = next_number()
    person = make_person(number=number)
    own = replace(world.recorder, person_id=person.pk)
    who = actions.Who(kind="national_id", number=number, title="", given_name="สมมติ", family_name="ตัวอย่าง")
    with acting_as(own), pytest.raises(Refused) as refused:
        actions.begin_entry(own, organization=world.a, who=who)
    assert refused.value.code == "own"


@pytest.mark.requirement("NAP-02")
def test_a_person_is_entered_once_and_not_taken_from_another_institution(world: World) -> None:
    number = next_number()
    first = world.begun(number=number)
    assert world.begun(number=number).pk == first.pk
    with pytest.raises(Refused) as refused:
        world.begun(by=world.other_recorder, number=number)
    assert refused.value.code == "elsewhere"
    assert Entry.objects.count() == 1


@pytest.mark.requirement("NAP-02")
def test_two_who_change_at_once_do_not_overwrite_one_another_and_what_was_sent_stays(world: World) -> None:
    entry = world.begun(facts=WHOLE)
    with acting_as(world.recorder) as actor:
        actions.change_facts(actor, entry, facts={"holder.title": "นางสาว"}, version=entry.version)
        with pytest.raises(Outdated):
            actions.change_facts(actor, entry, facts={"holder.title": "นาย"}, version=entry.version)
        entry = world.reload(entry)
        sent = actions.submit_entry(actor, entry, letter=LETTER, version=entry.version)
        assert actions.submit_entry(actor, sent, letter=LETTER, version=sent.version).version == sent.version
        with pytest.raises(NotAllowed):
            actions.change_facts(actor, sent, facts={"holder.title": "นาย"}, version=sent.version)
        back = actions.recall_entry(actor, sent, version=sent.version)
    assert back.state == EntryState.DRAFT


@pytest.mark.requirement("NAP-04")
def test_the_past_is_read_as_it_was_on_any_day(world: World) -> None:
    entry = world.approved(on=date(2026, 11, 16))
    with acting_as(world.recorder) as actor:
        entry = world.reload(entry)
        facts = level("associate_professor", field_name="วิศวกรรมซอฟต์แวร์", appointed_on="2026-01-09")
        entry = actions.change_facts(actor, entry, facts=facts, version=entry.version)
        entry = actions.submit_entry(actor, entry, letter=LETTER, version=entry.version)
    world.approve(entry, on=date(2026, 12, 1))
    with acting_as(world.recorder) as actor:
        said = {day: queries.revision_on(actor, entry, day) for day in map(date.fromisoformat, DAYS)}
    assert [revision.number if revision else None for revision in said.values()] == [None, 1, 1, 2]
    assert sorted(Holding.objects.values_list("position", flat=True)) == ["assistant_professor", "associate_professor"]


DAYS = ("2026-11-15", "2026-11-16", "2026-11-30", "2026-12-01")


@pytest.mark.requirement("NAP-04")
def test_what_was_approved_is_never_rewritten(world: World) -> None:
    world.approved()
    for statement in ("UPDATE registry_revision SET number = 9", "DELETE FROM registry_revision"):
        with pytest.raises(DatabaseError), acting_as(world.approver), connection.cursor() as cursor:
            cursor.execute(statement)
    with acting_as(world.approver):
        assert list(Revision.objects.values_list("number", flat=True)) == [1]


@pytest.mark.requirement("NAP-02")
def test_the_database_itself_shows_a_draft_to_its_institution_only(world: World) -> None:
    entry = world.begun(facts=WHOLE)
    seen = {}
    for name, actor in {"own": world.recorder, "other": world.other_recorder, "visitor": VISITOR}.items():
        with acting_as(actor):
            seen[name] = Entry.objects.filter(pk=entry.pk).exists()
    assert seen == {"own": True, "other": False, "visitor": False}


@pytest.mark.requirement("NAP-02")
def test_a_visitor_reads_what_is_public_and_writes_none_of_it(world: World) -> None:
    world.approved()
    with acting_as(VISITOR):
        assert Holding.objects.count() == 1
        assert Holding.objects.update(name="ผู้อื่น") == 0
        assert Revision.objects.count() == 0


@pytest.mark.requirement("NAP-06")
def test_who_has_not_said_how_they_are_reached_sends_nothing(world: World) -> None:
    newcomer = world.officer(policies.RECORDER, world.a)
    entry = world.begun(facts=WHOLE)
    with acting_as(newcomer), pytest.raises(Refused) as refused:
        actions.submit_entry(newcomer, entry, letter=LETTER, version=entry.version)
    assert refused.value.code == "contact"
    half_a_year_on = later(world.recorder, date(2027, 5, 20))
    with acting_as(half_a_year_on), pytest.raises(Refused):
        actions.submit_entry(half_a_year_on, entry, letter=LETTER, version=entry.version)
    world.confirm(half_a_year_on, world.a)
    with acting_as(half_a_year_on):
        assert actions.submit_entry(half_a_year_on, entry, letter=LETTER, version=entry.version).state == "awaiting"
