"""How each route is asked: with which object in its address, and with which form that would be accepted.

`a` and `b` are the two universities and what belongs to them, `none` is what does not exist. A route with nothing in
its address is asked once, under no label.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from allauth.usersessions.models import UserSession

from tidtam.kernel.actor import SYSTEM
from tidtam.kernel.identity.queries.sessions import reference_of
from tidtam.kernel.identity.tests.factories import PASSWORD
from tidtam.kernel.notifications.links import Stop, sign_stop
from tidtam.thai import national_id
from tidtam.tracking.publishing.models import ProcessDraft
from tidtam.tracking.tests.factories import PROCESS

from .world import World

NOBODY = UUID("01900000-0000-7000-8000-000000000000")


@dataclass(frozen=True)
class Ask:
    kwargs: dict[str, Any] = field(default_factory=dict)
    form: dict[str, Any] = field(default_factory=dict)
    query: dict[str, str] = field(default_factory=dict)


Asking = Callable[[World], Ask]


def _plain(**form: Any) -> dict[str, Asking]:
    return {"": lambda world: Ask(form=form)}


def _each(make: Callable[[World, str], Ask], *labels: str) -> dict[str, Asking]:
    def of(label: str) -> Asking:
        return lambda world: make(world, label)

    return {label: of(label) for label in labels}


def _grant(world: World, label: str) -> Ask:
    grants = {"a": "institution", "b": "other_institution"}
    grant_id = world.grant(grants[label]).pk if label in grants else NOBODY
    return Ask({"grant_id": grant_id}, {"reason": "คำสั่งที่ 2/2569"})


def _role_in(world: World, label: str) -> Ask:
    organization = {"a": world.a.pk, "b": world.b.pk, "ministry": world.ministry.pk}[label]
    account = world.accounts["member"].username
    role = "ministry_case_officer" if label == "ministry" else "institution_officer"
    return Ask(form={"account": account, "role": role, "organization": organization, "reason": "คำสั่งที่ 1/2569"})


def _notice(world: World, label: str) -> Ask:
    owners = {"a": "applicant", "b": "other_applicant"}
    return Ask({"notice_id": world.notice(owners[label]).pk if label in owners else NOBODY})


def _certificate(world: World, label: str) -> Ask:
    return Ask({"certificate_id": world.certificate(label).pk if label in world.cases else NOBODY})


def _verification(world: World, label: str) -> Ask:
    return Ask({"code": world.certificate(label).code if label in world.cases else "a" * 26})


def _certified_case(world: World, label: str) -> Ask:
    return Ask({"case_id": world.cases[label].pk if label in world.cases else NOBODY}, {"language": "th"})


def _destination(world: World, label: str) -> Ask:
    owners = {"a": "applicant", "b": "other_applicant"}
    return Ask({"destination_id": world.destination(owners[label]).pk if label in owners else NOBODY})


def _stop(world: World, label: str) -> Ask:
    notice = world.notice("applicant")
    token = sign_stop(Stop(notice.person_id, notice.account_id, notice.kind, "email")) if label == "a" else "none"
    return Ask({"token": token})


_CONTACT = {
    "matter": "documents",
    "label_th": "กองทดสอบ",
    "label_en": "Test division",
    "phone": "0 2000 0002",
    "order": "1",
    "version": "1",
}


def _office(world: World, label: str) -> Ask:
    offices = {"a": world.a.pk, "b": world.b.pk, "ministry": world.ministry.pk, "none": NOBODY}
    return Ask({"organization_id": offices[label]}, _CONTACT)


def _contact(world: World, label: str) -> Ask:
    contact = world.contacts.get(label)
    return Ask(
        {"contact_id": contact.pk if contact else NOBODY}, _CONTACT | {"version": contact.version if contact else 1}
    )


def _case(world: World, label: str) -> Ask:
    return Ask({"case_id": world.cases[label].pk if label in world.cases else NOBODY})


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


def _view(world: World, label: str) -> Ask:
    return Ask({"view_id": world.view(label) if label != "none" else NOBODY}, {"name": "งานค้าง"})


def _export(world: World, label: str) -> Ask:
    return Ask({"form": label})


def _chosen(world: World, label: str) -> Ask:
    return Ask(form={"case": [world.cases[label].pk] if label in world.cases else [NOBODY], "act": "note"})


def _bulk(world: World, label: str) -> Ask:
    return Ask({"bulk_id": world.bulks[label].pk if label in world.bulks else NOBODY}, {"text": "บันทึก"})


def _import(world: World, label: str) -> Ask:
    return Ask({"import_id": world.imports[label].pk if label in world.imports else NOBODY}, {"mode": "good"})


def _correction(world: World, label: str) -> Ask:
    where, _, sequence = label.partition(" ")
    case = world.cases.get(where)
    form = {"happened_on": world.today.isoformat(), "letter_no": "อว 3", "version": case.version if case else 1}
    return Ask({"case_id": case.pk if case else NOBODY, "sequence": int(sequence or 1)}, form)


def _request(world: World, label: str) -> Ask:
    request = world.requests.get(label)
    form = {
        "version": request.version if request else 1,
        "reason": "ผู้ขอขอถอน",
        "letter_no": "อว 0601/9",
        "applicant_title": "นาย",
        "applicant_given_name": "ธารา",
        "applicant_family_name": "ตัวอย่างวงศ์",
        "identifier_kind": "national_id",
        "position": request.position if request else "professor",
        "method": "ordinary",
        "field_code": "0501",
        "field_name": "วิทยาการคอมพิวเตอร์",
        "coordinator_name": "นางวารี ทดลองกุล",
        "coordinator_phone": "0 2000 0001",
        "coordinator_email": "office@example.invalid",
    }
    return Ask({"request_id": request.pk if request else NOBODY}, form)


def _return(world: World, label: str) -> Ask:
    ask = _request(world, label)
    request = world.requests.get(label)
    version = request.case.version if request and request.case else 1
    return Ask(ask.kwargs, {"version": version, "field": "รหัสไม่ตรง"})


def _draft(world: World, label: str) -> Ask:
    institution = {"a": world.a, "b": world.b}[label]
    facts = {name: value for name, value in _request(world, "none").form.items() if name not in {"version", "reason"}}
    return Ask(form={**facts, "draft_id": str(NOBODY), "institution": str(institution.pk)})


def _session(world: World, label: str) -> Ask:
    if label == "a":
        row = UserSession.objects.get(session_key=world.sessions["institution"])
        return Ask(form={"session": reference_of(row)})
    return Ask(form={"session": "others" if label == "others" else "0" * 32})


def _client(world: World, label: str) -> Ask:
    made = world.clients.get(label)
    return Ask({"client_id": made.client.pk if made else NOBODY}, {"overlap": "0"})


def _client_in(world: World, label: str) -> Ask:
    form = {"name": "ระบบสารบรรณ", "contact": "it@example.invalid", "role": "institution_officer"}
    return Ask(form={**form, "scopes": "cases:read", "organization": {"a": world.a.pk, "b": world.b.pk}[label]})


def _webhook(world: World, label: str) -> Ask:
    delivery = world.webhooks.get(label)
    return Ask({"webhook_id": delivery.subscription_id if delivery else NOBODY})


def _delivery(world: World, label: str) -> Ask:
    delivery = world.webhooks.get(label)
    return Ask({"delivery_id": delivery.pk if delivery else NOBODY})


def _acting(world: World, label: str) -> Ask:
    owners = {"a": "institution", "b": "other_institution"}
    grant = {"none": str(NOBODY), "myself": ""}.get(label)
    return Ask(form={"grant": grant if grant is not None else str(world.grant(owners[label]).pk)})


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


_ACTS = ("finish", "resume", "return", "note", "withdraw", "close", "renew-link", "suspend", "continue")
_SECOND = PROCESS.replace("version = 1", "version = 2")


def _draft_of_process(world: World, label: str) -> Ask:
    """`a` is the process administrator's own draft, `b` that of another one."""
    owners = {"a": world.accounts["process_admin"].pk, "b": NOBODY}
    form = {"act": "discard", "text": _SECOND}
    if label not in owners:
        return Ask({"draft_id": NOBODY}, form)
    given = {"file_name": "sample.toml", "saved_at": SYSTEM.now(), "text": _SECOND}
    draft, _is_new = ProcessDraft.objects.get_or_create(account_id=owners[label], defaults=given)
    day = world.today.isoformat()
    return Ask({"draft_id": draft.pk}, {**form, "in_force_from": day, "fingerprint": draft.fingerprint})


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


def _version_of_process(world: World, label: str) -> Ask:
    key, _, number = label.partition(" ")
    return Ask({"key": key, "number": int(number)})


ASKING: dict[str, dict[str, Asking]] = {
    "about": _plain(),
    "academic:request_change": _each(_request, "draft_a", "draft_b", "sent_a", "returned_a", "returned_b", "none"),
    "academic:request_detail": _each(_request, "draft_a", "draft_b", "sent_a", "sent_b", "returned_a", "none"),
    "academic:request_list": _plain(),
    "academic:request_new": _each(_draft, "a", "b"),
    "academic:request_return": _each(_return, "draft_a", "sent_a", "sent_b", "returned_a", "none"),
    "academic:request_submit": _each(_request, "draft_a", "draft_b", "sent_a", "returned_a", "returned_b", "none"),
    "academic:request_withdraw": _each(_request, "draft_a", "draft_b", "sent_a", "sent_b", "none"),
    "account_home": _plain(language="en"),
    "account_sessions": _each(_session, "a", "others", "none"),
    "api_client": _each(_client, "a", "b", "none"),
    "api_client_end": _each(_client, "a", "b", "none"),
    "api_client_end_old": _each(_client, "a", "b", "none"),
    "api_client_list": _plain(),
    "api_client_new": _each(_client_in, "a", "b"),
    "api_client_rotate": _each(_client, "a", "b", "none"),
    "api_client_webhooks": _each(_client, "a", "b", "none"),
    "audit_search": _plain(),
    "bulk_begin": _each(_chosen, "a", "b", "none"),
    "bulk_detail": _each(_bulk, "a", "b", "none"),
    "bulk_list": _plain(),
    "bulk_order": _each(_bulk, "a", "b", "none"),
    "case_detail": _each(_case, "a", "b", "done_a", "done_b", "none"),
    "certificate": _each(_certificate, "a", "b", "none"),
    "certificate_end": _each(_certificate, "a", "b", "none"),
    "certificate_verify": _each(_verification, "a", "none"),
    "certificate_verify_start": _plain(),
    "certificates": _each(_certified_case, "a", "b", "none"),
    "change_password": _plain(password=PASSWORD, repeated=PASSWORD),
    "choose_username": _plain(username="somchai.j"),
    "components_gallery": _plain(),
    "confirm_identity": _plain(password=PASSWORD),
    "contact": {
        "": lambda world: Ask(),
        "a": lambda world: Ask(query={"office": "uni-a"}),
        "none": lambda world: Ask(query={"office": "nowhere"}),
    },
    "contact_add": _each(_office, "a", "b", "ministry", "none"),
    "contact_change": _each(_contact, "a", "b", "none"),
    "contact_end": _each(_contact, "a", "b", "none"),
    "contact_office": _each(_office, "a", "b", "ministry", "none"),
    "contact_offices": _plain(),
    "dashboard": _plain(),
    "demo": _plain(),
    "demo_become": {
        "lecturer": lambda world: Ask({"key": "lecturer"}),
        "none": lambda world: Ask({"key": "nobody"}),
    },
    "demo_mail": _plain(),
    "health_live": _plain(),
    "health_ready": _plain(),
    "home": _plain(),
    "import_begin": _plain(process="sample"),
    "import_detail": _each(_import, "a", "b", "none"),
    "import_discard": _each(_import, "a", "b", "none"),
    "import_mistakes": _each(_import, "a", "b", "none"),
    "import_order": _each(_import, "a", "b", "none"),
    "import_template": {
        "csv": lambda world: Ask({"key": "sample", "form": "csv"}),
        "none": lambda world: Ask({"key": "nothing", "form": "csv"}),
    },
    "landing": _plain(),
    "maintenance": _plain(),
    "manage_draft": _each(_draft_of_process, "a", "b", "none"),
    "manage_draft_change": _each(_draft_of_process, "a", "b", "none"),
    "manage_draft_publish": _each(_draft_of_process, "a", "b", "none"),
    "manage_process": {
        "sample": lambda world: Ask({"key": "sample"}),
        "none": lambda world: Ask({"key": "nothing"}),
    },
    "manage_processes": _plain(),
    "manage_upload": _plain(text=_SECOND),
    "manage_version": _each(_version_of_process, "sample 1", "sample 9", "none 1"),
    "manage_version_file": _each(_version_of_process, "sample 1", "sample 9", "none 1"),
    "manage_version_take_back": _each(_version_of_process, "sample 1", "sample 9", "none 1"),
    "my_access_log": _plain(),
    "my_act": _each(
        _act, "a finish", "a withdraw", "b withdraw", "amend_a finish", "amend_b finish", "a note", "none finish"
    ),
    "my_case_file": _each(_file, "a", "b", "a file_b", "none"),
    "my_cases": _plain(),
    "my_new": _plain(),
    "my_new_process": _each(_new_matter, "a", "none"),
    "my_roles": _plain(),
    "line_webhook": _plain(),
    "notice": _each(_notice, "a", "b", "none"),
    "notice_destination_end": _each(_destination, "a", "b", "none"),
    "notice_device_add": _plain(endpoint="https://example.invalid/"),
    "notice_settings": _plain(),
    "notice_stop": _each(_stop, "a", "none"),
    "notices": _plain(),
    "notices_read_all": _plain(),
    "oauth_revoke": _plain(token="nonsense"),
    "oauth_token": _plain(grant_type="client_credentials"),
    "personnel:follow": _plain(),
    "personnel:office_list": _plain(),
    "personnel:request_detail": _each(_personnel, "draft_a", "draft_b", "paper_a", "sent_a", "sent_b", "none"),
    "personnel:request_fill": _each(
        _personnel_fill,
        "draft_a level",
        "draft_b level",
        "paper_a day",
        "sent_a destination",
        "returned_a destination",
        "draft_a nonsense",
        "none level",
    ),
    "personnel:request_order": _each(_personnel, "draft_a", "paper_a", "sent_a", "sent_b", "none"),
    "personnel:request_submit": _each(_personnel, "draft_a", "draft_b", "paper_a", "sent_a", "returned_a", "none"),
    "personnel:request_withdraw": _each(_personnel, "draft_a", "draft_b", "paper_a", "sent_a", "sent_b", "none"),
    "personnel:round_list": _plain(),
    "personnel:round_set": _each(_round, "a", "b", "none"),
    "personnel:staff_detail": _each(_staff, "a", "b", "none"),
    "personnel:staff_enter": _each(_staff_enter, "a promotion", "b promotion", "a nonsense", "none promotion"),
    "personnel:staff_list": _plain(),
    "personnel:staff_new": _each(_staff_new, "a", "b"),
    "personnel:start": _plain(),
    "personnel:start_kind": _each(_personnel_start, "promotion", "nonsense"),
    "process_list": _plain(),
    "process_estimate": {
        "sample": lambda world: Ask({"key": "sample"}),
        "none": lambda world: Ask({"key": "nothing"}),
    },
    "process_page": {
        "sample": lambda world: Ask({"key": "sample"}),
        "none": lambda world: Ask({"key": "nothing"}),
    },
    "push_worker": _plain(),
    "public_statistics": _plain(),
    "robots": _plain(),
    "role_detail": _each(_grant, "a", "b", "none"),
    "role_end": _each(_grant, "a", "b", "none"),
    "role_grant": _each(_role_in, "a", "b", "ministry"),
    "role_list": _plain(),
    "sandbox_chat": {"": lambda world: Ask({"account": "@tidtam"}, {"words": "สวัสดี"})},
    "sandbox_line": _plain(),
    "sandbox_messages": _plain(),
    "sandbox_sms": _plain(),
    "saved_view": _each(_view, "a", "b", "none"),
    "saved_views": _plain(name="งานที่เกินกำหนด", query="late=on"),
    "second_factor": _plain(code="000000"),
    "second_factor_codes": _plain(),
    "second_factor_remove": _plain(),
    "second_factor_setup": _plain(code="000000"),
    "set_language": _plain(language="en", next="/"),
    "sign_in": _plain(login="nobody", password="wrong"),
    "sign_out": _plain(),
    "signed_out": _plain(),
    "switch_role": _each(_acting, "a", "b", "myself", "none"),
    "thaid_begin": _plain(),
    "thaid_callback": _plain(),
    "thaid_failed": _plain(),
    "tracking_api:case": _each(_case, "a", "none"),
    "tracking_api:case_close": _each(_case, "a", "none"),
    "tracking_api:case_continue": _each(_case, "a", "none"),
    "tracking_api:case_events": _each(_case, "a", "none"),
    "tracking_api:case_finish": _each(_case, "a", "none"),
    "tracking_api:case_note": _each(_case, "a", "none"),
    "tracking_api:case_reopen": _each(_case, "a", "none"),
    "tracking_api:case_resume": _each(_case, "a", "none"),
    "tracking_api:case_return": _each(_case, "a", "none"),
    "tracking_api:case_suspend": _each(_case, "a", "none"),
    "tracking_api:case_timeline": _each(_case, "a", "none"),
    "tracking_api:case_withdraw": _each(_case, "a", "none"),
    "tracking_api:case_search": _plain(),
    "tracking_api:cases": _plain(),
    "tracking_api:docs": _plain(),
    "tracking_api:nothing": _plain(),
    "tracking_api:openapi": _plain(),
    "tracking_api:process": {"sample": lambda world: Ask({"key": "sample"})},
    "tracking_api:processes": _plain(),
    "tracking_api:webhook": _each(_webhook, "a", "none"),
    "tracking_api:webhook_deliveries": _each(_webhook, "a", "none"),
    "tracking_api:webhook_resume": _each(_webhook, "a", "none"),
    "tracking_api:webhooks": _plain(),
    "tracking_link": _each(_code, "a", "b", "none"),
    "webhook_again": _each(_delivery, "a", "b", "none"),
    "webhook_resume": _each(_webhook, "a", "b", "none"),
    "work_act": _each(
        _act,
        *(f"{place} {key}" for key in _ACTS for place in ("a", "b")),
        "order_a finish",
        "done_a reopen",
        "done_b reopen",
        "a nonsense",
        "none finish",
    ),
    "work_case": _each(_case, "a", "b", "done_a", "none"),
    "work_case_file": _each(_file, "a", "b", "a file_b", "none"),
    "work_correct": _each(_correction, "a 1", "b 1", "a 99", "none 1"),
    "work_export": _each(_export, "csv", "xlsx", "none"),
    "work_list": _plain(),
    "work_new": _plain(),
    "work_new_process": _each(_new_matter, "a", "b", "product", "none"),
}
