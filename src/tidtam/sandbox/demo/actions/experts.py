"""Invented experts, the committees proposed for two requests, and a request for approval on its way."""

import io
import tomllib
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pypdfium2
from django.core.files.uploadedfile import SimpleUploadedFile

from tidtam.kernel.actor import SYSTEM, Actor, acting_as, clock_at
from tidtam.kernel.orgs.queries import get_organization
from tidtam.products.academic import queries
from tidtam.products.academic.experts import actions
from tidtam.products.academic.experts.choices import ConflictKind, Means, Reply, Seat
from tidtam.products.academic.experts.facts import ApproachFacts, Degree, ExpertFacts
from tidtam.products.academic.experts.models import Committee, Expert, Member
from tidtam.products.academic.experts.queries import get_committee
from tidtam.products.academic.rulebook.choices import Position
from tidtam.sandbox.demo.persons import demo_person
from tidtam.thai.dates import BUDDHIST_ERA
from tidtam.tracking import actions as tracking

from .accounts import actor_of, morning_of
from .requests import request_id

_FILE = Path(__file__).parents[1] / "data" / "experts.toml"
_LEVELS = (Position.ASSISTANT_PROFESSOR, Position.ASSOCIATE_PROFESSOR, Position.PROFESSOR)
_LISTED_ON = date(2020, 1, 2)
_GRADUATED = "2540"
_A4 = 595, 842


@dataclass(frozen=True)
class _Desks:
    """Who keeps records, and who proposes."""

    sommut: Actor
    ministry: Actor


def keep_experts() -> None:
    """Once: what is there already stays."""
    with acting_as(SYSTEM):
        if Expert.objects.exists():
            return
    desks = _Desks(actor_of(demo_person("officer_sommut")), actor_of(demo_person("ministry")))
    kept = [_entered(desks, number, entry) for number, entry in enumerate(_entries())]
    by_name = {expert.given_name: expert for expert in kept}
    _proposed_only(desks, [by_name[name] for name in ("พนา", "มาลา", "กมล")])
    _approval_on_its_way(desks, [by_name[name] for name in ("มาลา", "พนา", "ไพลิน")])


def _entries() -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = tomllib.loads(_FILE.read_text("utf-8"))["expert"]
    return entries


def _entered(desks: _Desks, number: int, entry: dict[str, Any]) -> Expert:
    keeper = getattr(desks, entry["kept_by"])
    office = get_organization("mhesi" if entry["kept_by"] == "ministry" else "demo-sommut")
    code, field = entry["fields"]
    facts = ExpertFacts(
        title=entry["title"],
        given_name=entry["given_name"],
        family_name=entry["family_name"],
        given_name_en=entry["given_name_en"],
        family_name_en=entry["family_name_en"],
        institution=get_organization(entry["institution"]) if "institution" in entry else None,
        institution_name=entry.get("institution_name", ""),
        status=entry["status"],
        appointments=[
            {"position": level.value, "field_code": code, "field_name": field, "appointed_on": _common_era(day)}
            for level, day in zip(_LEVELS, entry["days"], strict=False)
        ],
        education=[
            Degree(
                degree="ปรัชญาดุษฎีบัณฑิต",
                field_name=field,
                institution="มหาวิทยาลัยสมมติ",
                country="ไทย",
                completed=_GRADUATED,
            )
        ],
        expertise=entry["expertise"],
        listed_on=_LISTED_ON if entry["is_listed"] else None,
    )
    with acting_as(keeper):
        return actions.enter_expert(keeper, expert_id=request_id(f"expert {number}"), organization=office, facts=facts)


def _common_era(day: str) -> str:
    year, rest = day.split("-", 1)
    return f"{int(year) - BUDDHIST_ERA}-{rest}"


def _proposed_only(desks: _Desks, experts: list[Expert]) -> None:
    """One of them is of the same institution: the rule names it, and the institution said why."""
    committee, members = _committee(desks.sommut, "returned now", experts)
    with acting_as(desks.sommut) as actor:
        actions.answer_conflict(
            actor,
            committee,
            members[-1],
            kind=ConflictKind.SAME_INSTITUTION,
            reason="เป็นผู้เชี่ยวชาญเรื่องนี้โดยตรง และไม่เคยทำผลงานร่วมกับผู้ขอ",
        )
    _approach(desks.sommut, committee, members[0], Reply.ACCEPTED)
    _approach(desks.sommut, committee, members[1], Reply.WAITING)


def _approval_on_its_way(desks: _Desks, experts: list[Expert]) -> None:
    """One of them is not on the list: everybody agreed, the ministry was asked and has received it."""
    committee, members = _committee(desks.sommut, "lecturer examined", experts)
    for member in members:
        _approach(desks.sommut, committee, member, Reply.ACCEPTED)
    with acting_as(desks.sommut) as actor:
        committee = get_committee(actor, committee.pk)
        for member in members:
            actions.answer_conflict(
                actor, committee, member, kind=ConflictKind.OTHER_FIELD, reason="สาขาใกล้เคียงกับผลงานที่เสนอ"
            )
        committee = get_committee(actor, committee.pk)
        committee = actions.set_reasons(
            actor,
            committee,
            not_listed="ไม่มีผู้มีรายชื่อในบัญชีที่เชี่ยวชาญเรื่องของผลงานที่เสนอ",
            lower_position="",
            version=committee.version,
            request_form=_paper("แบบคำขอ (ตัวอย่าง).pdf"),
        )
    asked_on = SYSTEM.today() - timedelta(days=20)
    with acting_as(_on(desks.sommut, asked_on)) as actor:
        committee = actions.request_approval(actor, committee, letter_no="อว 0601/412", version=committee.version)
    if committee.case is None:
        raise LookupError("approval was not asked for")
    received_on = asked_on + timedelta(days=2)
    with acting_as(_on(desks.ministry, received_on)) as actor:
        tracking.finish_step(actor, committee.case, happened_on=received_on, expected_version=committee.case.version)


def _on(actor: Actor, day: date) -> Actor:
    return replace(actor, clock=clock_at(morning_of(day)))


def _committee(officer: Actor, request: str, experts: list[Expert]) -> tuple[Committee, list[Member]]:
    """The first of them takes the chair."""
    with acting_as(officer):
        facts = queries.facts_for_experts(officer, queries.get_request(officer, request_id(request)))
        if facts is None:
            raise LookupError(f"{request} has no applicant")
        committee = actions.begin_committee(officer, facts)
        members = [
            actions.add_member(officer, committee, expert=expert, seat=Seat.MEMBER if number else Seat.CHAIR)
            for number, expert in enumerate(experts)
        ]
        return get_committee(officer, committee.pk), members


def _approach(officer: Actor, committee: Committee, member: Member, reply: Reply) -> None:
    asked_on = officer.today() - timedelta(days=40)
    facts = ApproachFacts(
        approach_id=_approach_id(member),
        approached_on=asked_on,
        means=Means.LETTER,
        approached_by="นางสาวดารา สมมติศิริ",
        reply=reply,
        replied_on=asked_on + timedelta(days=6) if reply != Reply.WAITING else None,
    )
    with acting_as(officer):
        actions.record_approach(officer, committee, member, facts)


def _approach_id(member: Member) -> UUID:
    return request_id(f"approach {member.committee_id} {member.expert_id}")


def _paper(name: str) -> "SimpleUploadedFile":
    """An empty sheet, where an officer would attach the scan of a paper."""
    document = pypdfium2.PdfDocument.new()
    document.new_page(*_A4).close()
    content = io.BytesIO()
    document.save(content)
    document.close()
    return SimpleUploadedFile(name, content.getvalue(), content_type="application/pdf")
