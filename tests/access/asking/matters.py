"""Matters: looked at, acted upon one by one or many at once, their papers."""

from typing import Any

from tests.access.world import World
from tidtam.kernel.actor import acting_as
from tidtam.products.datarights.actions import ask_deletion
from tidtam.thai import national_id

from .ask import NOBODY, Ask, Asking, each, plain

_ACTS = ("finish", "resume", "return", "note", "withdraw", "close", "renew-link", "suspend", "continue")


def matter(world: World, label: str) -> Ask:
    return Ask({"case_id": world.cases[label].pk if label in world.cases else NOBODY})


def matter_of_data(world: World) -> Ask:
    """What the applicant asks to be done with their data: found by who decides it, by nobody else of the office."""
    with acting_as(world.acting("applicant")) as actor:
        asked = ask_deletion(actor, organization=world.ministry, reason="ไม่ใช้บริการแล้ว")
    return Ask({"case_id": asked.case_id})


def _file(world: World, label: str) -> Ask:
    """A file of another matter is not found under this one either."""
    case, _, of_other = label.partition(" ")
    file_id = NOBODY if case == "none" else world.file_id(of_other.removeprefix("file_") or case)
    return Ask({"case_id": world.cases[f"done_{case}"].pk if case != "none" else NOBODY, "file_id": file_id})


def _code(world: World, label: str) -> Ask:
    return Ask({"code": world.cases[label].tracking_code if label in world.cases else "a" * 26})


def _act(world: World, label: str) -> Ask:
    where, _, key = label.partition(" ")
    case = world.cases.get(where)
    day = world.today.isoformat()
    recorded: dict[str, dict[str, str]] = {"order": {"order_no": "1/2569"}, "amend": {}}
    forms: dict[str, dict[str, Any]] = {
        "finish": {"happened_on": day, **recorded.get(where.split("_")[0], {"outcome": "complete"})},
        "resume": {"happened_on": day},
        "return": {"happened_on": day, "reasons": "ขาดเอกสาร"},
        "note": {"text": "บันทึก", "for_subject": "offices"},
        "withdraw": {"happened_on": day, "remark": "ผู้ขอขอถอน"},
        "suspend": {"happened_on": day, "remark": "รอคำพิพากษา"},
        "continue": {"happened_on": day},
        "close": {"happened_on": day, "remark": "ปิดเรื่อง"},
        "reopen": {"happened_on": day, "remark": "เปิดใหม่", "step": "check"},
        "renew-link": {},
        "nonsense": {},
    }
    form = {**forms[key], "version": case.version if case else 1, "at_step": case.step if case else ""}
    return Ask({"case_id": case.pk if case else NOBODY, "key": key}, form)


def _correction(world: World, label: str) -> Ask:
    where, _, sequence = label.partition(" ")
    case = world.cases.get(where)
    form = {"happened_on": world.today.isoformat(), "letter_no": "อว 3", "version": case.version if case else 1}
    return Ask({"case_id": case.pk if case else NOBODY, "sequence": int(sequence or 1)}, form)


def _new_matter(world: World, label: str) -> Ask:
    """Of the sample process at University A or B; of a process with pages of its own; of none."""
    key = {"product": "academic_professor", "none": "nothing"}.get(label, "sample")
    form = {
        "organization": str((world.b if label == "b" else world.a).pk),
        "kind": "national_id",
        "number": national_id.demo_number(810_009),
        "given_name": "ยื่นใหม่",
        "received_on": world.today.isoformat(),
    }
    return Ask({"key": key}, form)


def _view(world: World, label: str) -> Ask:
    return Ask({"view_id": world.view(label) if label != "none" else NOBODY}, {"name": "งานค้าง"})


def _export(world: World, label: str) -> Ask:
    return Ask({"form": label})


ASKING: dict[str, dict[str, Asking]] = {
    "case_detail": each(matter, "a", "b", "done_a", "done_b", "none"),
    "dashboard": plain(),
    "my_act": each(
        _act, "a finish", "a withdraw", "b withdraw", "amend_a finish", "amend_b finish", "a note", "none finish"
    ),
    "my_case_file": each(_file, "a", "b", "a file_b", "none"),
    "my_cases": plain(),
    "my_new": plain(),
    "my_new_process": each(_new_matter, "a", "none"),
    "saved_view": each(_view, "a", "b", "none"),
    "saved_views": plain(name="งานที่เกินกำหนด", query="late=on"),
    "tracking_link": each(_code, "a", "b", "none"),
    "work_act": each(
        _act,
        *(f"{place} {key}" for key in _ACTS for place in ("a", "b")),
        "order_a finish",
        "done_a reopen",
        "done_b reopen",
        "a nonsense",
        "none finish",
    ),
    "work_case": {**each(matter, "a", "b", "done_a", "none"), "data": matter_of_data},
    "work_case_file": each(_file, "a", "b", "a file_b", "none"),
    "work_correct": each(_correction, "a 1", "b 1", "a 99", "none 1"),
    "work_export": each(_export, "csv", "xlsx", "none"),
    "work_list": plain(),
    "work_new": plain(),
    "work_new_process": each(_new_matter, "a", "b", "product", "none"),
}
