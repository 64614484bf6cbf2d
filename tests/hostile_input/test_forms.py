"""Whatever is put into a form: never an error of ours, never half stored (QLT-04)."""

import html
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.access.world import World
from tests.torture.examples import examples

from .forms import Form, all_forms, stored
from .nasties import NASTY

pytestmark = pytest.mark.requirement("QLT-04")
FORMS = all_forms()
PARSED = {"sign_in", "academic:request_new", "contact_add", "role_grant", "notice_stop", "work_correct"}
"""Bodies are read the same way for all forms: some of each app are enough."""
EXAMPLES = examples(150)
"""`script/torture forms` is the long run."""

_PART = b"--b\r\nContent-Disposition: form-data; %s\r\n\r\n%s\r\n--b--\r\n"


def send(world: World, form: Form, data: Any, **options: Any) -> Any:
    """One sending, undone afterwards; refused, it has left nothing."""
    with transaction.atomic():
        before = stored()
        browser = world.browser(form.actor, "en")
        if isinstance(data, bytes):
            response = browser.generic("POST", form.url(world), data, **options)
        else:
            response = browser.post(form.url(world), data, **options)
        assert response.status_code < 500, (form, data)
        # The link to stop messages answers at its own address.
        if response.status_code != 302 and form.route != "notice_stop":
            assert stored() == before, (form, data)
        transaction.set_rollback(True)
    return response


def test_there_are_forms_to_try() -> None:
    assert {"academic:request_new", "work_act", "role_grant", "contact_add", "sign_in"} <= {f.route for f in FORMS}


@pytest.mark.parametrize("form", FORMS, ids=str)
def test_nasty_texts_in_all_fields_at_once(world: World, form: Form) -> None:
    names = [*form.fields(world), "next"]
    nasties = list(NASTY.values())
    # A different one in each field, and in each field a good many of them in turn.
    for shift in range(0, len(nasties), 3):
        send(world, form, {name: nasties[(place + shift) % len(nasties)] for place, name in enumerate(names)})


@pytest.mark.parametrize("form", [form for form in FORMS if form.route not in {"demo_become"}], ids=str)
def test_missing_extra_and_doubled_fields(world: World, form: Form) -> None:
    fields = form.fields(world)
    send(world, form, {})
    send(world, form, {**fields, "is_superuser": "1", "id": "1", "person": "x", "state": "submitted"})
    send(world, form, {name: [value, "2", ""] for name, value in fields.items()})
    for name in fields:
        send(world, form, {key: value for key, value in fields.items() if key != name})


@pytest.mark.parametrize("form", [form for form in FORMS if form.route in PARSED], ids=str)
def test_bodies_that_are_no_forms(world: World, form: Form) -> None:
    plain, parts = "application/x-www-form-urlencoded", "multipart/form-data"
    bodies = [
        (b"version=%FF%FE&text=%C3%28&reason=\xff\xfe&login=\xed\xa0\x80", plain),
        (b"&".join(b"f%d=1" % number for number in range(3_000)), plain),
        (b"a=" + b"x" * (3 * 1024 * 1024), plain),
        (b"=&&=;%", plain),
        (b'{"version": 1}', "application/json"),
        (b"<x/>", "text/xml"),
        (b"version=1", ""),
        (b"version=1", f"{plain}; charset=nothing"),
        (b"--b\r\nnothing", f"{parts}; boundary=b"),
        (b'--b\r\nContent-Disposition: form-data; name="version"\r\n\r\n1', f"{parts}; boundary=b"),
        (b"x", parts),
        (b"x", f"{parts}; boundary={'b' * 300}"),
        (_PART % (b'name="file"; filename="a\x00.pdf"', b"x"), f"{parts}; boundary=b"),
        (_PART % (b'name="a\x00"', b"\xff\x00"), f"{parts}; boundary=b"),
    ]
    for body, kind in bodies:
        send(world, form, body, content_type=kind)


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_anything_at_all(world: World, data: st.DataObject) -> None:
    form = data.draw(st.sampled_from(FORMS))
    fields = form.fields(world)
    text = st.text(st.characters(exclude_categories=["Cs"]), max_size=40) | st.sampled_from(list(NASTY.values()))
    names = data.draw(st.sets(st.sampled_from([*fields, "next"]), min_size=1, max_size=3))
    send(world, form, {**fields, **{name: data.draw(text) for name in sorted(names)}})


KEPT = [
    ("work_act", "a note", "ministry", "text", {"for_subject": "nonsense"}),
    ("work_act", "a return", "ministry", "reasons", {"happened_on": "never"}),
    ("work_act", "a close", "ministry", "remark", {"happened_on": "never"}),
    ("academic:request_new", "a", "institution", "letter_no", {"field": "x"}),
    ("academic:request_change", "draft_a", "institution", "field", {"version": "x"}),
    ("academic:request_return", "sent_a", "ministry", "documents", {"letter_no": "a\x00"}),
    ("academic:request_withdraw", "sent_a", "institution", "reason", {"version": "x"}),
    ("contact_add", "a", "institution", "label_th", {"order": "x"}),
    ("contact_change", "a", "institution", "label_th", {"order": "x"}),
    ("role_grant", "a", "role_admin", "reason", {"role": "x"}),
    ("sign_in", "", "visitor", "login", {"password": ""}),
]


@pytest.mark.parametrize(("route", "label", "actor", "field", "wrong"), KEPT)
def test_what_was_typed_is_kept(  # noqa: PLR0917
    world: World, route: str, label: str, actor: str, field: str, wrong: dict[str, str]
) -> None:
    form = Form(route, label, actor)
    typed = "สิ่งที่พิมพ์ไว้ & <อื่นๆ>"
    response = send(world, form, {**form.fields(world), field: typed, **wrong})
    assert response.status_code == 200
    assert html.escape(typed) in response.content.decode()


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"MZ\x90 not a document", "report.pdf"),
        (b"<html><script>alert(1)</script></html>", "report.pdf"),
        (b"%PDF-1.7\n", "empty.pdf"),
        (b"", "nothing.pdf"),
        (b"%PDF-1.7\n" + b"0" * (11 * 1024 * 1024), "large.pdf"),
        (b"%PDF-1.7\n" + b"0" * (50 * 1024 * 1024), "fifty.pdf"),
        (b"PK\x03\x04", "../../\u202efdp.exe\x00.pdf"),
    ],
    ids=["program", "page", "no pdf", "empty", "11 MB", "50 MB", "name"],
)
def test_a_file_that_is_not_wanted_is_refused_with_the_form(world: World, content: bytes, name: str) -> None:
    form = Form("work_act", "order_a finish", "ministry")
    file = SimpleUploadedFile("x.pdf", content)
    file._name = name  # type: ignore[attr-defined]  # as a hostile client sends it; the constructor would tame it
    response = send(world, form, {**form.fields(world), "file": file})
    assert response.status_code == 200
    assert "error-summary" in response.content.decode()
