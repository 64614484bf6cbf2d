"""Requests for an academic position."""

from collections.abc import Callable
from dataclasses import replace

from tests.access.world import World

from .ask import NOBODY, Ask, Asking, each, plain


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
        "field": "0501 วิทยาการคอมพิวเตอร์",
        "coordinator_name": "นางวารี ทดลองกุล",
        "coordinator_phone": "0 2000 0001",
        "coordinator_email": "office@example.invalid",
    }
    return Ask({"request_id": request.pk if request else NOBODY}, form)


def _return(world: World, label: str) -> Ask:
    ask = _request(world, label)
    request = world.requests.get(label)
    version = request.case.version if request and request.case else 1
    letter = {"letter_no": "อว 0601/900", "letter_date": world.today.isoformat()}
    return Ask(ask.kwargs, {"version": version, **letter, "field": "รหัสไม่ตรง"})


def _inside(world: World, label: str) -> Ask:
    ask = _request(world, label)
    begun = {"process": "inside", "received_on": world.today.isoformat()}
    return Ask(ask.kwargs, {"version": ask.form["version"], **begun})


def _answer(world: World, label: str) -> Ask:
    ask = _request(world, label)
    return Ask(ask.kwargs, {"version": ask.form["version"], "kind_1": "mended", "text_1": "แก้ไขแล้ว"})


def _draft(world: World, label: str) -> Ask:
    institution = {"a": world.a, "b": world.b}[label]
    facts = {name: value for name, value in _request(world, "none").form.items() if name not in {"version", "reason"}}
    return Ask(form={**facts, "draft_id": str(NOBODY), "institution": str(institution.pk)})


def _page(place: str) -> Callable[[World, str], Ask]:
    def of(world: World, label: str) -> Ask:
        ask = _request(world, label)
        return Ask({"dossier_id": ask.kwargs["request_id"], "place": place}, {"version": 2})

    return of


def _list(world: World, label: str) -> Ask:
    return replace(_page("works")(world, label), form={"version": 2, "act": "add"})


def _dossier(world: World, label: str) -> Ask:
    return Ask({"dossier_id": _request(world, label).kwargs["request_id"]})


def _override(world: World, label: str) -> Ask:
    named = {"rule": "DOC-001", "place": "/works/1/title"}
    return replace(_dossier(world, label), form={**named, "reason": ""}, query=named)


def _attached(world: World, label: str) -> Ask:
    state, _under, place = label.partition("_")
    file = world.attached.get(place) if state == "draft" else None
    return Ask({**_dossier(world, label).kwargs, "file_id": file.pk if file else NOBODY})


def _edition(world: World, label: str) -> Ask:
    state, _under, place = label.partition("_")
    edition = world.editions.get(place) if state == "sent" else None
    return Ask({**_dossier(world, label).kwargs, "edition_id": edition.pk if edition else NOBODY})


def _signature(**more: str) -> Callable[[World, str], Ask]:
    def of(world: World, label: str) -> Ask:
        ask = _dossier(world, label)
        return Ask({**ask.kwargs, **more}, {"version": 2, "name": "ธารา ตัวอย่างวงศ์"})

    return of


ASKING: dict[str, dict[str, Asking]] = {
    "academic:request_answer": each(_answer, "draft_a", "sent_a", "returned_a", "returned_b", "none"),
    "academic:request_begin_dossier": each(_request, "draft_a", "draft_b", "sent_a", "returned_a", "none"),
    "academic:request_change": each(_request, "draft_a", "draft_b", "sent_a", "returned_a", "returned_b", "none"),
    "academic:request_detail": each(_request, "draft_a", "draft_b", "sent_a", "sent_b", "returned_a", "none"),
    "academic:request_inside": each(_inside, "draft_a", "draft_b", "sent_a", "none"),
    "academic:request_list": plain(),
    "academic:request_new": each(_draft, "a", "b"),
    "academic:request_return": each(_return, "draft_a", "sent_a", "sent_b", "returned_a", "none"),
    "academic:request_returns": each(_request, "draft_a", "sent_a", "returned_a", "returned_b", "none"),
    "academic:request_submit": each(_request, "draft_a", "draft_b", "sent_a", "returned_a", "returned_b", "none"),
    "academic:request_withdraw": each(_request, "draft_a", "draft_b", "sent_a", "sent_b", "none"),
    "dossier_papers:checklist": each(_dossier, "draft_a", "draft_b", "sent_a", "none"),
    "dossier_papers:edition": each(_edition, "draft_a", "sent_a", "sent_b"),
    "dossier_papers:form": each(_dossier, "draft_a", "draft_b", "sent_a", "none"),
    "dossier_papers:summary": each(_dossier, "draft_a", "draft_b", "sent_a", "none"),
    "dossier:check": each(_dossier, "draft_a", "draft_b", "sent_a", "none"),
    "dossier:confirm_correction": each(_signature(signer="applicant"), "draft_a", "draft_b", "sent_a", "none"),
    "dossier:confirm_typed": each(_signature(), "draft_a", "draft_b", "sent_a", "none"),
    "dossier:export": each(_dossier, "draft_a", "draft_b", "sent_a", "none"),
    "dossier:file": each(_attached, "draft_a", "draft_b", "sent_a"),
    "dossier:import": each(_dossier, "draft_a", "draft_b", "sent_a", "none"),
    "dossier:open_signed_part": each(_signature(part="works"), "draft_a", "draft_b", "sent_a", "none"),
    "dossier:override": each(_override, "draft_a", "draft_b", "sent_a"),
    "dossier:page": {
        **each(_page("applicant"), "draft_a", "draft_b", "sent_a", "none"),
        **{f"{label} list": asking for label, asking in each(_list, "draft_a", "draft_b", "sent_a").items()},
    },
    "dossier:print_to_sign": each(_signature(), "draft_a", "draft_b", "sent_a", "none"),
    "dossier:record_signature": each(_signature(signer="applicant"), "draft_a", "draft_b", "sent_a", "none"),
    "dossier:refuse_to_sign": each(_signature(signer="applicant"), "draft_a", "draft_b", "sent_a", "none"),
    "dossier:remove": each(_page("works/1"), "draft_a", "draft_b", "sent_a"),
    "dossier:signature_changes": each(_signature(signer="applicant"), "draft_a", "draft_b", "sent_a", "none"),
    "dossier:signatures": each(_dossier, "draft_a", "draft_b", "sent_a", "none"),
    "dossier:tasks": each(_dossier, "draft_a", "draft_b", "sent_a", "sent_b", "none"),
}
