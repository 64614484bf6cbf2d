"""The register of academic positions: its public pages, entries, notices, letters and tables."""

from typing import Any

from tests.access.world import World

from .ask import NOBODY, Ask, Asking, each, plain


def _entry(world: World, label: str) -> Ask:
    entry = world.entries.get(label)
    form: dict[str, Any] = {
        "version": entry.version if entry else 1,
        "letter_no": "อว 9901/2",
        "letter_on": world.today.isoformat(),
    }
    return Ask({"entry_id": entry.pk if entry else NOBODY}, form)


def _fill(world: World, label: str) -> Ask:
    where, _, part = label.partition(" ")
    asked = _entry(world, where)
    return Ask({**asked.kwargs, "part": part}, {**asked.form, "field_code": "0401", "given_name": "ชื่อ"})


def _rows(world: World, label: str) -> Ask:
    where, _, place = label.partition(" ")
    part, _, key = place.partition("/")
    asked = _entry(world, where)
    row = {"rows-TOTAL_FORMS": "1", "rows-INITIAL_FORMS": "0", "rows-0-name": "ผู้ทรงคุณวุฒิ"}
    return Ask({**asked.kwargs, "part": part, "key": key}, {**asked.form, **row})


def _new(world: World, label: str) -> Ask:
    """Without the number, which a page that is shown again would repeat to whoever typed it."""
    form = {"organization": str({"a": world.a.pk, "b": world.b.pk}[label]), "kind": "national_id", "number": ""}
    return Ask(form={**form, "given_name": "ใหม่"})


def _contact(world: World, label: str) -> Ask:
    form = {"organization": str({"a": world.a.pk, "b": world.b.pk}[label]), "name": "ชื่อ", "phone": "0 2000 0000"}
    return Ask(form={**form, "email": "nap@example.invalid"})


def _chosen(world: World, label: str) -> Ask:
    entry = world.entries[label]
    return Ask(form={"chosen": f"{entry.pk}:{entry.version}"})


def _notice(world: World, label: str) -> Ask:
    """A transfer from A to B, and a retirement at A."""
    notice = world.notices_of_change.get(label)
    form = {"version": notice.version if notice else 1, "letter_no": "อว 9901/7", "letter_on": world.today.isoformat()}
    return Ask({"notice_id": notice.pk if notice else NOBODY}, form)


def _decide(world: World, label: str) -> Ask:
    where, _, decision = label.partition(" ")
    asked = _notice(world, where)
    return Ask({**asked.kwargs, "decision": decision}, asked.form)


def _notice_new(world: World, label: str) -> Ask:
    where, _, kind = label.partition(" ")
    asked = _entry(world, where)
    return Ask({**asked.kwargs, "kind": kind}, {**asked.form, "effective_on": world.today.isoformat()})


def _correction(world: World, label: str) -> Ask:
    letter = world.letters.get(label)
    return Ask({"correction_id": letter.pk if letter else NOBODY}, {"version": letter.version if letter else 1})


def _correction_new(world: World, label: str) -> Ask:
    asked = _entry(world, label)
    point = {"points-TOTAL_FORMS": "1", "points-INITIAL_FORMS": "0"}
    return Ask(asked.kwargs, {**asked.form, **point, "points-0-place": "holder.title", "points-0-text": "คำนำหน้าชื่อ"})


def _table(world: World, label: str) -> Ask:
    return Ask({"import_id": world.tables[label].pk if label in world.tables else NOBODY})


def _form(world: World, label: str) -> Ask:
    return Ask({"form": label})


_HERE_AND_THERE = ("draft_a", "draft_b", "sent_a", "public_b", "none")

ASKING: dict[str, dict[str, Asking]] = {
    "registry:approve_chosen": each(_chosen, "sent_a"),
    "registry:contact": each(_contact, "a"),
    "registry:contact_bounced": each(_entry, "sent_a", "draft_a", "none"),
    "registry:correction": each(_correction, "a", "none"),
    "registry:correction_new": each(_correction_new, "sent_a", "draft_a"),
    "registry:counts": plain(),
    "registry:entries": plain(),
    "registry:entry": each(_entry, *_HERE_AND_THERE),
    "registry:entry_approve": each(_entry, "draft_a", "sent_a", "none"),
    "registry:entry_fill": each(_fill, "draft_a holder", "sent_b professor", "draft_a nonsense"),
    "registry:entry_history": each(_entry, "draft_a", "public_b", "none"),
    "registry:entry_new": each(_new, "a"),
    "registry:entry_reasons": each(_entry, "draft_a", "none"),
    "registry:entry_recall": each(_entry, "sent_a", "none"),
    "registry:entry_rows": each(_rows, "draft_a professor/experts", "draft_b professor/experts", "draft_a none/x"),
    "registry:entry_submit": each(_entry, "draft_a", "draft_b", "none"),
    "registry:export": each(_form, "csv", "none"),
    "registry:holder": each(_entry, "public_a", "draft_a", "none"),
    "registry:import_begin": plain(),
    "registry:import_detail": each(_table, "a", "none"),
    "registry:import_discard": each(_table, "a", "none"),
    "registry:import_mistakes": each(_table, "a", "none"),
    "registry:import_order": each(_table, "a", "none"),
    "registry:import_template": each(_form, "csv", "none"),
    "registry:justification_new": each(_new, "a"),
    "registry:notice": each(_notice, "transfer", "retirement", "none"),
    "registry:notice_decide": each(_decide, "retirement approve", "transfer decline", "none approve"),
    "registry:notice_new": each(_notice_new, "public_a retirement", "public_b retirement", "public_a nonsense"),
    "registry:notices": plain(),
    "registry:paper": {"none": lambda world: Ask({"file_id": NOBODY})},
    "registry:quality": plain(),
    "registry:search": plain(),
    "tracking_api:registry_entries": plain(),
    "tracking_api:registry_entry": each(_entry, "sent_a", "none"),
    "tracking_api:registry_facts": each(_entry, "draft_a", "none"),
    "tracking_api:registry_submission": each(_entry, "draft_a", "none"),
}
