"""Personnel requests, the employees of an office and its rounds of moves."""

from datetime import timedelta
from typing import Any

from tests.access.world import World

from .ask import NOBODY, Ask, Asking, each, plain


def _personnel(world: World, label: str) -> Ask:
    item = world.personnel.get(label)
    form = {"version": item.version if item else 1, "reason": "ขอถอนคำขอ", "expected_round": ""}
    return Ask({"request_id": item.pk if item else NOBODY}, form)


def _personnel_fill(world: World, label: str) -> Ask:
    where, _, group = label.partition(" ")
    item = world.personnel.get(where)
    version = item.version if item else 1
    day = world.today
    forms: dict[str, dict[str, Any]] = {
        "level": {"target_level": "professional", "target_position": "นักวิชาการสาธารณสุข"},
        "work": {"work_title": "ผลงาน"},
        "destination": {"destination": "กรมอื่น", "target_position": "นักวิชาการ"},
        "day": {"leave_on": (day + timedelta(days=60)).isoformat()},
        "nonsense": {},
    }
    return Ask({"request_id": item.pk if item else NOBODY, "group": group}, {**forms[group], "version": version})


def _personnel_start(world: World, label: str) -> Ask:
    form = {"draft_id": str(NOBODY), "target_level": "professional", "target_position": "นักวิชาการสาธารณสุข"}
    return Ask({"kind": label}, form)


def _staff(world: World, label: str) -> Ask:
    return Ask({"person_id": world.employees[label].pk if label in world.employees else NOBODY})


def _staff_enter(world: World, label: str) -> Ask:
    place, _, kind = label.partition(" ")
    form = {"draft_id": str(NOBODY), "received_on": world.today.isoformat(), "letter_no": "สธ 2"}
    return Ask({**_staff(world, place).kwargs, "kind": kind}, form)


def _staff_new(world: World, label: str) -> Ask:
    """Without the number, which a page that is shown again would repeat to whoever typed it."""
    form = {
        "entry_id": str(NOBODY),
        "office": str({"a": world.a.pk, "b": world.b.pk}[label]),
        "national_id": "",
        "title": "นาย",
        "given_name": "ใหม่",
        "family_name": "ตัวอย่าง",
        "position": "นักโภชนาการ",
        "level": "practitioner",
        "unit": "กองทดสอบ",
        "since": "2026-01-05",
    }
    return Ask(form=form)


def _round(world: World, label: str) -> Ask:
    offices = {"a": world.a.pk, "b": world.b.pk}
    year = world.today.year if label != "none" else 1999
    kwargs = {"office_id": offices.get(label, NOBODY), "year": year, "month": 5}
    return Ask(kwargs, {"opens_on": f"{year}-05-02", "closes_on": f"{year}-05-30", "version": "0"})


ASKING: dict[str, dict[str, Asking]] = {
    "personnel:follow": plain(),
    "personnel:office_list": plain(),
    "personnel:request_detail": each(_personnel, "draft_a", "draft_b", "paper_a", "sent_a", "sent_b", "none"),
    "personnel:request_fill": each(
        _personnel_fill,
        "draft_a level",
        "draft_b level",
        "paper_a day",
        "sent_a destination",
        "returned_a destination",
        "draft_a nonsense",
        "none level",
    ),
    "personnel:request_order": each(_personnel, "draft_a", "paper_a", "sent_a", "sent_b", "none"),
    "personnel:request_submit": each(_personnel, "draft_a", "draft_b", "paper_a", "sent_a", "returned_a", "none"),
    "personnel:request_withdraw": each(_personnel, "draft_a", "draft_b", "paper_a", "sent_a", "sent_b", "none"),
    "personnel:round_list": plain(),
    "personnel:round_set": each(_round, "a", "b", "none"),
    "personnel:staff_detail": each(_staff, "a", "b", "none"),
    "personnel:staff_enter": each(_staff_enter, "a promotion", "b promotion", "a nonsense", "none promotion"),
    "personnel:staff_list": plain(),
    "personnel:staff_new": each(_staff_new, "a", "b"),
    "personnel:start": plain(),
    "personnel:start_kind": each(_personnel_start, "promotion", "nonsense"),
}
