"""Fields take what people type; what they cannot take they answer with a sentence, never with a failure."""

from datetime import date

import pytest
from django import forms
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from tidtam.thai.national_id import demo_number
from tidtam.web.forms import (
    BaseForm,
    MobileField,
    NationalIdField,
    PlainTextArea,
    PlainTextField,
    ThaiDateField,
    VersionField,
)


class Letter(BaseForm):
    subject = PlainTextField(label="Subject", max_length=50, required=False)
    body = PlainTextArea(label="Body", max_length=9_000, required=False)
    sent_on = ThaiDateField(label="Sent on", required=False)
    national_id = NationalIdField(label="Number", required=False)
    mobile = MobileField(label="Mobile", required=False)
    version = VersionField(required=False)


@pytest.fixture(autouse=True)
def _english() -> object:
    with translation.override("en"):
        yield


def judge(**typed: str) -> Letter:
    form = Letter(typed)
    form.is_valid()
    return form


def first_error(form: forms.Form, name: str) -> str:
    return str(form.errors[name][0])


@pytest.mark.requirement("QLT-04")
@pytest.mark.parametrize("typed", ["ก\x00ข", "\x00", "ก\x1bข", "ก\x7f", "ปลอม\u202eภัย", "\u2067x", "a\u2028b"])
def test_an_invisible_character_is_refused_in_words(typed: str) -> None:
    assert "invisible character" in first_error(judge(subject=typed), "subject")


@pytest.mark.requirement("QLT-04")
def test_the_sentence_says_where_the_invisible_character_stands() -> None:
    assert "after “เรื่องด่วน”" in first_error(judge(subject="เรื่องด่วน\x00ที่สุด"), "subject")


@pytest.mark.requirement("QLT-04")
def test_too_long_a_text_is_told_its_length_and_kept() -> None:
    form = judge(body="ก" * 10_000)
    assert first_error(form, "body") == (
        "This is 10,000 characters long and may be 9,000 at most. Shorten it by 1,000."
    )
    assert "ก" * 10_000 in str(form["body"])


def test_the_browser_is_never_told_to_cut_a_text_off() -> None:
    assert "maxlength" not in str(Letter())


@pytest.mark.requirement("QLT-04")
def test_emoji_are_text_like_any_other() -> None:
    assert judge(subject="ส่งแล้ว 👩🏽‍⚕️").cleaned_data["subject"] == "ส่งแล้ว 👩🏽‍⚕️"


def test_text_is_composed_and_trimmed() -> None:
    assert judge(subject="  Rene\u0301 ").cleaned_data["subject"] == "Ren\u00e9"


def test_lines_end_the_same_way_whatever_the_browser_sent() -> None:
    assert judge(body="หนึ่ง\r\nสอง\rสาม\tสี่").cleaned_data["body"] == "หนึ่ง\nสอง\nสาม\tสี่"


def test_one_line_means_one_line() -> None:
    assert "one line" in first_error(judge(subject="ก\nข"), "subject")


@pytest.mark.requirement("QLT-04")
@given(st.text(max_size=300))
def test_whatever_is_typed_is_judged_and_drawn(typed: str) -> None:
    form = Letter(dict.fromkeys(Letter.base_fields, typed))
    form.is_valid()
    assert str(form)


@pytest.mark.parametrize("typed", ["21/11/2569", "21 พ.ย. 2569", "๒๑/๑๑/๒๕๖๙", "2026-11-21", " 21 November 2026 "])
def test_a_date_is_taken_as_people_write_it(typed: str) -> None:
    assert judge(sent_on=typed).cleaned_data["sent_on"] == date(2026, 11, 21)


@pytest.mark.requirement("QLT-04")
@pytest.mark.parametrize("typed", ["31/02/2569", "yesterday", "\x00", "9" * 10_000, "🗓"])
def test_a_date_that_cannot_be_is_refused_and_kept(typed: str) -> None:
    form = judge(sent_on=typed)
    assert "sent_on" in form.errors
    assert form["sent_on"].value() == typed


@pytest.mark.parametrize(("language", "shown"), [("th", "21/11/2569"), ("en", "21/11/2026")])
def test_a_date_is_shown_so_that_it_can_be_sent_back(language: str, shown: str) -> None:
    with translation.override(language):
        html = str(Letter(initial={"sent_on": date(2026, 11, 21)})["sent_on"])
    assert f'value="{shown}"' in html
    assert judge(sent_on=shown).cleaned_data["sent_on"] == date(2026, 11, 21)


def test_a_national_id_is_taken_with_dashes_and_thai_digits() -> None:
    digits = demo_number(7)
    dashed = f"{digits[0]}-{digits[1:5]}-{digits[5:10]}-{digits[10:12]}-{digits[12]}"
    thai = dashed.translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙"))
    assert judge(national_id=thai).cleaned_data["national_id"] == digits


@pytest.mark.requirement("QLT-04")
def test_a_wrong_national_id_is_refused_without_repeating_it() -> None:
    error = first_error(judge(national_id="110170020345"), "national_id")
    assert "13 digits; there are 12 now" in error
    assert "110170020345" not in error


def test_a_mobile_number_gets_its_country_code() -> None:
    assert judge(mobile="080-000-1234").cleaned_data["mobile"] == "+66800001234"


@pytest.mark.requirement("QLT-04")
@pytest.mark.parametrize("typed", ["x", "-1", str(2**40), "1.5"])
def test_a_broken_version_asks_to_open_the_page_again(typed: str) -> None:
    assert "Open it again" in first_error(judge(version=typed), "version")


def test_a_missing_field_is_named_in_the_sentence() -> None:
    class Filing(BaseForm):
        subject = PlainTextField(label="Subject")
        letter = forms.FileField(label="Letter")
        way = forms.ChoiceField(label="Way", choices=[("a", "A")])
        agreed = forms.BooleanField(label="Agreed")

    form = Filing({})
    assert [str(messages[0]) for messages in form.errors.values()] == [
        "Fill in “Subject”",
        "Attach “Letter”",
        "Choose “Way”",
        "Tick “Agreed” to continue",
    ]


def test_forms_do_not_lean_on_the_browser_for_what_is_required() -> None:
    assert "required" not in str(BaseFormWithRequired())


class BaseFormWithRequired(BaseForm):
    subject = PlainTextField(label="Subject")
