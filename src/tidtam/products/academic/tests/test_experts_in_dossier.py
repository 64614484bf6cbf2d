"""What is proposed on the committee's page stands in the dossier and is judged with it; nobody types it twice."""

from typing import Any

import pytest

from tidtam.kernel.actor import Actor, Refused, acting_as, new_id
from tidtam.kernel.actor.tests.browsing import browsing_as
from tidtam.kernel.files.tests.factories import make_pdf, upload
from tidtam.products.academic import actions, queries
from tidtam.products.academic.dossier import queries as dossiers
from tidtam.products.academic.dossier.actions import freeze, import_content, type_fields
from tidtam.products.academic.dossier.actions.entering import Typed, add_entries
from tidtam.products.academic.dossier.choices import Occasion
from tidtam.products.academic.dossier.models import Dossier
from tidtam.products.academic.experts import actions as experts
from tidtam.products.academic.experts import queries as committees
from tidtam.products.academic.experts.choices import ConflictKind, Seat
from tidtam.products.academic.experts.facts import ExpertFacts
from tidtam.products.academic.experts.models import Committee, Expert
from tidtam.products.academic.rulebook.choices import Answer, Position
from tidtam.products.academic.rulebook.pointing import digest_of, spot_at
from tidtam.products.academic.rulebook.reading import made_of, values_of
from tidtam.products.academic.rulebook.tests.generating import sample
from tidtam.products.academic.tests.factories import World

OUTSIDER = "ศ.ดร.ปรีชา ทดสอบเลิศ"


def expert(actor: Actor, world: World, **changed: Any) -> Expert:
    known: dict[str, Any] = {
        "title": "ศ.ดร.",
        "given_name": "ปรีชา",
        "family_name": "ทดสอบเลิศ",
        "given_name_en": "Preecha",
        "family_name_en": "Todsoblert",
        "institution_name": "สถาบันอื่น",
        "appointments": [{"position": Position.PROFESSOR.value, "field_code": "0999", "field_name": "สาขาอื่น"}],
        "listed_on": None,
    }
    facts = ExpertFacts(**{**known, **changed})
    return experts.enter_expert(actor, expert_id=new_id(), organization=world.university, facts=facts)


def begun(world: World, *works: dict[str, Any]) -> tuple[Dossier, Committee]:
    """A draft whose dossier is filled in, and its committee with one expert of another field who is not listed."""
    request = world.draft()
    with acting_as(world.institution) as actor:
        dossier = actions.begin_request_dossier(actor, request)
        values = sample()
        values["works"] = [*values["works"], *works]
        import_content(actor, dossier, made_of(values), expected_version=dossier.version)
        item = queries.get_request(actor, request.pk)
        facts = queries.facts_for_experts(actor, item)
        assert facts is not None
        committee = experts.begin_committee(actor, facts)
        experts.add_member(actor, committee, expert=expert(actor, world), seat=Seat.CHAIR)
        return dossiers.get_dossier(actor, dossier.pk), committees.get_committee(actor, committee.pk)


def faults(actor: Actor, dossier: Dossier) -> set[tuple[str, str]]:
    judged = dossiers.judge(actor, dossiers.get_dossier(actor, dossier.pk), as_sent=True)
    return {(each.rule, each.place) for each in judged.findings if each.answer == Answer.FAIL}


@pytest.mark.requirement("ACA-12", "DOC-606", "DOC-607", "DOC-701", "DOC-703", "DOC-705")
def test_the_rules_see_who_is_proposed_while_the_dossier_is_typed(world: World) -> None:
    dossier, committee = begun(world)
    with acting_as(world.institution) as actor:
        found = faults(actor, dossier)
        for rule in ("DOC-606", "DOC-607", "DOC-701", "DOC-702", "DOC-703", "DOC-705"):
            assert rule in {each for each, _place in found}, rule
        [one] = committees.proposal_of(actor, committee).members
        experts.answer_conflict(actor, committee, one.member, kind=ConflictKind.OTHER_FIELD, reason="ใกล้เคียง")
        committee = committees.get_committee(actor, committee.pk)
        experts.set_reasons(
            actor,
            committee,
            not_listed="ไม่มีผู้เชี่ยวชาญในบัญชี",
            lower_position="",
            version=committee.version,
            request_form=upload(make_pdf()),
        )
        mended = {rule for rule, _place in faults(actor, dossier)}
    assert mended.isdisjoint({"DOC-606", "DOC-701", "DOC-705"})
    assert {"DOC-607", "DOC-702", "DOC-703"} <= mended


@pytest.mark.requirement("ACA-12")
def test_the_pages_lead_to_the_committee_and_take_nothing_typed_there(world: World) -> None:
    dossier, committee = begun(world)
    with acting_as(world.institution) as actor:
        version = dossier.version
        typed = Typed("/experts_approval/reason_not_listed", "เหตุผลอื่น", frozenset({digest_of(""), digest_of(None)}))
        assert typed.place in type_fields(actor, dossier, "experts_approval", [typed], seen=version).refused
        members = spot_at("/committee/members")
        assert members is not None
        with pytest.raises(Refused):
            add_entries(actor, dossier, members, [{}], seen=version)
        assert dossiers.get_dossier(actor, dossier.pk).version == version
    page = f"/academic/experts/committees/{committee.pk}/"
    with browsing_as(world.institution) as officer:
        base = f"/academic/requests/{dossier.pk}/dossier/"
        for place in ("committee/members", "committee/members/0", "documents/experts_not_listed", "experts_approval"):
            body = officer.get(f"{base}{place}/").content.decode()
            assert f'href="{page}"' in body, place
            assert 'name="act" value="add"' not in body, place
        assert OUTSIDER in officer.get(f"{base}committee/members/0/").content.decode()
        assert f'href="{page}"' in officer.get(f"{base}check/").content.decode()
        assert officer.get(f"{base}committee/members/0/remove/").status_code == 404


@pytest.mark.requirement("ACA-12", "ACA-14")
def test_what_is_sent_names_who_was_proposed_then(world: World) -> None:
    dossier, committee = begun(world)
    with acting_as(world.institution) as actor:
        edition = freeze(actor, dossier, Occasion.SENT)
        [one] = committees.proposal_of(actor, committee).members
        experts.remove_member(actor, committee, one.member)
        then = dossiers.edition_content(actor, dossier, edition)
        now = dossiers.content_of(actor, dossiers.get_dossier(actor, dossier.pk))
    assert ([each.name for each in then.committee.members], now.committee.members) == ([OUTSIDER], ())
    with acting_as(world.officer) as ministry:
        seen = dossiers.get_dossier(ministry, dossier.pk)
        assert dossiers.content_of(ministry, seen).committee.members == then.committee.members
        assert committees.committee_of_request(ministry, dossier.pk) is not None


@pytest.mark.requirement("ACA-12")
def test_conflicts_follow_what_is_typed_and_say_where_it_stands(world: World) -> None:
    work = {"id": "x1", "title": "งานที่เขียนร่วมกัน", "authors": [{"name": "เมฆา", "is_applicant": True}]}
    dossier, committee = begun(world, work)
    with acting_as(world.institution) as actor:
        number = len(values_of(dossiers.content_of(actor, dossier))["works"]) - 1
        [one] = committees.proposal_of(actor, committee).members
        assert not one.has(ConflictKind.CO_AUTHOR)
        authors = spot_at(f"/works/{number}/authors")
        assert authors is not None
        add_entries(actor, dossier, authors, [{"name": "Todsoblert, P."}], seen=dossier.version)
        [one] = committees.proposal_of(actor, committee).members
        [found] = [each.conflict for each in one.found if each.conflict.kind is ConflictKind.CO_AUTHOR]
        assert [tuple(each) for each in found.seen] == [("Todsoblert, P.", f"/works/{number}/authors/1")]
        rule = {rule for rule, _place in faults(actor, dossier)}
    assert "DOC-607" in rule
    with browsing_as(world.institution) as officer:
        body = officer.get(f"/academic/experts/committees/{committee.pk}/").content.decode()
    assert f"Todsoblert, P.” (Work no. {number + 1}, Author no. 2)" in body
