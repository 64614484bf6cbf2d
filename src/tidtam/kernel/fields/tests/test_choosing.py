"""Finding a field by code, Thai and English, and choosing one in a form without a script."""

import json
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from tidtam.kernel.fields.forms import FieldChoice, FieldOfStudyField
from tidtam.kernel.fields.models import FieldOfStudy
from tidtam.kernel.fields.queries import MOST_FOUND, find_fields
from tidtam.web.forms import BaseForm

from .factories import make_field

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("ACA-01")]


class Form(BaseForm):
    field = FieldOfStudyField(label="Field", required=False)


@pytest.fixture
def fields() -> list[FieldOfStudy]:
    return [
        make_field("0501", "วิทยาการคอมพิวเตอร์", "Computer science"),
        make_field("0606", "วิศวกรรมคอมพิวเตอร์", "Computer engineering"),
        make_field("0602", "วิศวกรรมไฟฟ้า", "Electrical engineering"),
    ]


def read(
    typed: str, *, kept: FieldChoice | None = None, also: dict[str, str] | None = None
) -> tuple[FieldChoice | None, str, Form]:
    form = Form({"field": typed, **(also or {})})
    if kept:
        form.fields["field"].kept = kept  # type: ignore[attr-defined]
    mistakes = form.errors.as_data().get("field", [])
    return form.cleaned_data.get("field"), str(mistakes[0].code) if mistakes else "", form


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("0501", ["0501"]),
        ("๐๖", ["0602", "0606"]),
        ("คอมพิว", ["0501", "0606"]),
        ("วิศว คอม", ["0606"]),
        ("ENGIN", ["0602", "0606"]),
        ("engineering 0602", ["0602"]),
        ("%", []),
        ("_", []),
        ("", []),
        (" ", []),
        ("ไม่มี", []),
    ],
)
def test_fields_are_found_by_code_and_by_parts_of_both_names(
    fields: list[FieldOfStudy], text: str, codes: list[str]
) -> None:
    assert [field.code for field in find_fields(text)] == codes


def test_a_search_is_bounded() -> None:
    for number in range(MOST_FOUND + 5):
        make_field(f"{number:04d}", "สาขาทดสอบ")
    assert len(find_fields("สาขา", limit=1_000)) == MOST_FOUND
    assert find_fields("ก" * 100_000) == []


@pytest.mark.parametrize(
    ("typed", "code", "mistake"),
    [
        ("0501", "0501", ""),
        ("๐๕๐๑", "0501", ""),
        ("0501 วิทยาการคอมพิวเตอร์", "0501", ""),
        ("0501: computer SCIENCE", "0501", ""),
        ("วิศวกรรมไฟฟ้า", "0602", ""),
        ("ไฟฟ้า", "0602", ""),
        ("0501 วิศวกรรมไฟฟ้า", "", "other_name"),
        ("9999 ไม่รู้จัก", "", "unknown"),
        ("คอมพิวเตอร์", "", "several"),
        ("ไม่มีสาขานี้", "", "none"),
        ("12", "", "none"),
        ("", "", ""),
    ],
)
def test_what_is_typed_becomes_a_code_and_its_thai_name(
    fields: list[FieldOfStudy], typed: str, code: str, mistake: str
) -> None:
    chosen, refused, _ = read(typed)
    assert refused == mistake
    if not refused:
        assert chosen is not None
        assert chosen.code == code
        assert bool(chosen.name) == bool(code)


def test_of_several_that_fit_one_is_chosen_without_a_script(fields: list[FieldOfStudy]) -> None:
    _, refused, form = read("คอมพิวเตอร์")
    page = str(form)
    assert refused == "several"
    assert page.count('type="radio"') == 2
    assert 'name="field_for" value="คอมพิวเตอร์"' in page
    offered = {"field_for": "คอมพิวเตอร์", "field_choice": "0606 วิศวกรรมคอมพิวเตอร์"}
    assert read("คอมพิวเตอร์", also=offered)[0] == FieldChoice("0606", "วิศวกรรมคอมพิวเตอร์")
    assert read("ไฟฟ้า", also=offered)[0] == FieldChoice("0602", "วิศวกรรมไฟฟ้า"), "typed on after choosing"


def test_what_a_draft_says_already_stays_though_the_list_does_not_know_it(fields: list[FieldOfStudy]) -> None:
    kept = FieldChoice("9999", "สาขาเดิม")
    assert read("9999 สาขาเดิม", kept=kept)[0] == kept
    assert read("9999 สาขาอื่น", kept=kept)[1] == "unknown"
    assert read("สาขาเดิม", kept=FieldChoice("", "สาขาเดิม"))[0] == FieldChoice("", "สาขาเดิม")


def test_a_field_that_left_the_list_is_not_chosen_anew(fields: list[FieldOfStudy]) -> None:
    FieldOfStudy.objects.filter(code="0501").update(ended_on="2026-01-01")
    assert read("0501")[1] == "ended"
    assert find_fields("0501") == []


def test_a_sample_list_hinders_nobody_whose_code_it_does_not_know() -> None:
    make_field("0501", "วิทยาการคอมพิวเตอร์", is_sample=True)
    assert read("7777 สาขาจริง")[0] == FieldChoice("7777", "สาขาจริง")
    assert read("7777")[1] == "nameless"


def test_the_script_asks_for_the_same_fields(client: Client, fields: list[FieldOfStudy]) -> None:
    def asked(query: dict[str, Any]) -> list[dict[str, str]]:
        found: list[dict[str, str]] = json.loads(client.get("/fields/find", query).content)["fields"]
        return found

    assert asked({"q": "electric"}) == [{"value": "0602 วิศวกรรมไฟฟ้า", "label": "Electrical engineering"}]
    for nothing in ({}, {"q": ""}, {"q": "\x00"}, {"q": "x" * 5_000}):
        assert asked(nothing) == []


def test_the_list_says_that_it_is_a_sample_until_the_official_one_is_there(client: Client) -> None:
    make_field("0501", "วิทยาการคอมพิวเตอร์", is_sample=True)
    page = client.get("/fields/", {"q": "คอมพิว"}, headers={"cookie": "tidtam_language=en"}).content.decode()
    assert "This is a sample list" in page
    make_field("0502", "สาขาทางการ")
    page = client.get("/fields/", headers={"cookie": "tidtam_language=en"}).content.decode()
    assert "This is a sample list" not in page
    assert "0502" in page


def test_invisible_signs_are_refused() -> None:
    with pytest.raises(ValidationError):
        FieldOfStudyField(required=False).clean("05\x0001")
