"""Experts, and those proposed for a request."""

from tests.access.world import World

from .ask import NOBODY, Ask, Asking, each, plain

_DAY = "2026-01-05"


def _record(world: World, label: str) -> Ask:
    expert = world.experts.get(label)
    form = {"given_name": "ปรีชา", "family_name": "ทดสอบ", "version": expert.version if expert else 1}
    return Ask({"expert_id": expert.pk if expert else NOBODY}, form)


def _new(world: World, label: str) -> Ask:
    keeper = {"a": world.a.pk, "b": world.b.pk, "ministry": world.ministry.pk}[label]
    return Ask(form={"given_name": "ใหม่", "expert_id": str(NOBODY), "keeper": str(keeper)})


def _file(world: World, label: str) -> Ask:
    return Ask({**_record(world, label).kwargs, "file_id": NOBODY})


def _policy(world: World, label: str) -> Ask:
    return Ask(form={"institution": str({"a": world.a.pk, "b": world.b.pk}[label]), "decided_by": "มติที่ 1"})


def _committee(world: World, label: str) -> Ask:
    committee = world.committees.get(label)
    form = {
        "version": committee.version if committee else 1,
        "letter_no": "อว 1",
        "not_listed": "เหตุผล",
        "expert": str(world.experts["ministry"].pk),
        "seat": "member",
    }
    return Ask({"committee_id": committee.pk if committee else NOBODY}, form)


def _committee_file(world: World, label: str) -> Ask:
    return Ask({**_committee(world, label).kwargs, "file_id": NOBODY})


def _seat(world: World, label: str) -> Ask:
    """A seat of another committee is not found under this one either."""
    where, _, whose = label.partition(" ")
    seat = world.seats.get(whose.removeprefix("seat_") or where)
    form = {
        "reason": "เหตุผล",
        "approach_id": str(NOBODY),
        "approached_on": _DAY,
        "means": "letter",
        "approached_by": "คณบดี",
        "reply": "waiting",
    }
    return Ask({**_committee(world, where).kwargs, "member_id": seat.pk if seat else NOBODY}, form)


def _answer(world: World, label: str) -> Ask:
    ask = _seat(world, label)
    return Ask({**ask.kwargs, "kind": "other_field"}, ask.form)


def _of_request(world: World, label: str) -> Ask:
    request = world.requests.get(label)
    return Ask({"request_id": request.pk if request else NOBODY})


_SEATS = ("a", "b", "a seat_b", "none")
ASKING: dict[str, dict[str, Asking]] = {
    "academic:request_committee": each(_of_request, "draft_a", "sent_a", "sent_b", "none"),
    "academic_experts:approval": each(_committee, "a", "b", "none"),
    "academic_experts:committee_detail": each(_committee, "a", "b", "none"),
    "academic_experts:committee_file": each(_committee_file, "a", "none"),
    "academic_experts:expert_change": each(_record, "a", "b", "ministry", "none"),
    "academic_experts:expert_detail": each(_record, "a", "b", "ministry", "none"),
    "academic_experts:expert_file": each(_file, "a", "none"),
    "academic_experts:expert_list": plain(),
    "academic_experts:expert_new": each(_new, "a", "b", "ministry"),
    "academic_experts:member_add": each(_committee, "a", "b", "none"),
    "academic_experts:member_answer": each(_answer, *_SEATS),
    "academic_experts:member_approach": each(_seat, *_SEATS),
    "academic_experts:member_remove": each(_seat, *_SEATS),
    "academic_experts:policy": each(_policy, "a", "b"),
    "academic_experts:reasons": each(_committee, "a", "b", "none"),
}
