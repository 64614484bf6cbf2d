"""Components show what they are given, to eyes and to screen readers, and never as markup."""

from datetime import date
from typing import Any

import pytest
from django import forms
from django.template import Context, Template, TemplateSyntaxError
from django.test import RequestFactory
from django.utils import translation

from tidtam.web.forms import BaseForm, PlainTextField
from tidtam.web.pagination import Page


@pytest.fixture(autouse=True)
def _english() -> object:
    with translation.override("en"):
        yield


def draw(source: str, **context: Any) -> str:
    return Template("{% load components thai %}" + source).render(Context(context))


def test_a_status_says_its_word() -> None:
    html = draw('{% status_tag "late" word %}', word="Later than planned")
    assert html == '<strong class="tt-status tt-status--late">Later than planned</strong>'


@pytest.mark.parametrize("tag", ['{% status_tag "nice" "x" %}', '{% banner "nice" "x" %}', '{% button "x" "nice" %}'])
def test_an_unknown_kind_is_the_developers_mistake(tag: str) -> None:
    with pytest.raises(TemplateSyntaxError, match="nice"):
        draw(tag)


@pytest.mark.requirement("QLT-04")
@pytest.mark.parametrize(
    "tag",
    [
        '{% status_tag "done" text %}',
        "{% button text %}",
        '{% button_link "/" text %}',
        '{% back_link "/" text %}',
        "{% inset text %}",
        '{% banner "info" text %}',
        "{% empty_state text text %}",
        "{% summary_list rows %}",
        "{% timeline steps %}",
        "{% timeline_short steps %}",
        '{% copy_button text "x" %}',
    ],
)
def test_what_people_wrote_is_text_and_never_markup(tag: str) -> None:
    text = "<script>alert(1)</script>"
    steps = [{"title": text, "state": "current", "remark": text, "status_text": text, "note": text, "date": text}]
    assert "<script" not in draw(tag, text=text, rows=[(text, text, text, text)], steps=steps)


def test_a_timeline_tells_each_steps_state_and_date() -> None:
    html = draw(
        "{% timeline steps %}",
        steps=[
            {"title": "Received", "state": "done", "date": date(2026, 11, 21), "remark": "Letter 1/2569"},
            {"title": "Considered", "state": "current", "note": ["Half leave within 45 days"]},
            {"title": "Told", "state": "future"},
        ],
    )
    for part in ("21 Nov 2026", "Letter 1/2569", "Half leave within 45 days", "Done", "Still to come"):
        assert part in html
    assert html.count('aria-current="step"') == 1


def test_a_timeline_takes_objects_as_well() -> None:
    class Step:
        title = "Received"
        state = "done"

    assert "Received" in draw("{% timeline steps %}", steps=[Step()])


def test_a_short_timeline_says_how_far_it_is() -> None:
    steps = [{"title": "A", "state": "done"}, {"title": "B", "state": "current"}, {"title": "C", "state": "future"}]
    assert "Step 2 of 3: B" in draw("{% timeline_short steps %}", steps=steps)
    assert "3 of 3 steps done" in draw(
        "{% timeline_short steps %}", steps=[{**step, "state": "done"} for step in steps]
    )


def test_a_summary_list_shows_what_is_missing_and_names_its_links() -> None:
    html = draw("{% summary_list rows %}", rows=[("Name", ""), ("Kind", "Transfer", "/change", "Change")])
    assert "not given" in html
    assert '<a href="/change" class="govuk-link">Change<span class="govuk-visually-hidden"> Kind</span></a>' in html


def test_nought_is_a_value() -> None:
    assert "not given" not in draw("{% summary_list rows %}", rows=[("Days", 0)])


class Filing(BaseForm):
    subject = PlainTextField(label="Subject", help_text="As in the letter", max_length=5)
    remark = PlainTextField(label="Remark", required=False)
    way = forms.ChoiceField(label="Way", choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    parts = forms.MultipleChoiceField(
        label="Parts", choices=[("a", "A"), ("b", "B")], widget=forms.CheckboxSelectMultiple, required=False
    )
    secret = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean(self) -> dict[str, Any]:
        self.add_error(None, "Both together are not possible.")
        return self.cleaned_data


@pytest.mark.requirement("QLT-05")
def test_a_wrong_field_is_tied_to_its_hint_and_error() -> None:
    html = draw("{% field form.subject %}", form=Filing({"subject": "too long"}))
    assert 'aria-describedby="id_subject-hint id_subject-error"' in html
    assert 'aria-invalid="true"' in html
    assert 'id="id_subject-error"' in html
    assert 'value="too long"' in html


def test_one_of_several_is_a_radio_and_some_of_several_are_checkboxes() -> None:
    form = Filing(initial={"way": "b", "parts": ["a", "b"]})
    way, parts = draw("{% field form.way %}", form=form), draw("{% field form.parts %}", form=form)
    assert (way.count('type="radio"'), way.count(" checked")) == (2, 1)
    assert (parts.count('type="checkbox"'), parts.count(" checked")) == (2, 2)


@pytest.mark.requirement("QLT-05")
def test_the_error_summary_leads_to_each_field() -> None:
    form = Filing({"subject": "too long"})
    html = draw("{% error_summary form %}", form=form)
    assert 'href="#id_subject"' in html
    assert 'href="#id_way_0"' in html
    assert 'id="id_way_0"' in draw("{% field form.way %}", form=form)
    assert "<li>Both together are not possible.</li>" in html


def test_a_form_without_errors_has_no_summary() -> None:
    assert draw("{% error_summary form %}", form=Filing()) == ""


def test_what_may_be_left_out_says_so() -> None:
    assert "(optional)" in draw("{% field form.remark %}", form=Filing())
    assert "(optional)" not in draw("{% field form.subject %}", form=Filing())


def test_a_hidden_field_is_only_its_input() -> None:
    assert draw("{% field form.secret %}", form=Filing()) == '<input type="hidden" name="secret" id="id_secret">'


def test_the_pager_keeps_the_filters_of_the_address() -> None:
    page = Page(items=[1], next_cursor="on", previous_cursor="back", count_label="27")
    request = RequestFactory().get("/work/", {"q": "โอน & ย้าย", "cursor": "old"})
    html = draw("{% pager page %}", page=page, request=request)
    assert "q=%E0%B9%82%E0%B8%AD%E0%B8%99+%26+%E0%B8%A2%E0%B9%89%E0%B8%B2%E0%B8%A2&amp;cursor=on" in html
    assert "cursor=old" not in html
    assert "Total: 27" in html


def test_dates_are_written_in_the_readers_language() -> None:
    day = date(2026, 11, 21)
    assert draw("{{ day|thai_date }} {{ day|thai_date_long }}", day=day) == "21 Nov 2026 21 November 2026"
    with translation.override("th"):
        assert draw("{{ day|thai_date }} {{ day|thai_date_long }}", day=day) == "21 พ.ย. 2569 21 พฤศจิกายน 2569"
    assert draw("{{ day|thai_date }}", day=None) == ""


@pytest.mark.requirement("QLT-04")
def test_words_of_another_language_are_heard_in_it() -> None:
    assert draw("{{ text|in_its_language }}", text="Ms Ann") == "Ms Ann"
    assert draw("{{ text|in_its_language }}", text="อว 9/1") == '<span lang="th">อว 9/1</span>', "with its figures"
    mixed = 'Sent back: ขาดเอกสาร 2 ฉบับ, see "<b>"'
    heard = 'Sent back: <span lang="th">ขาดเอกสาร 2 ฉบับ</span>, see &quot;&lt;b&gt;&quot;'
    assert draw("{{ text|in_its_language }}", text=mixed) == heard
    with translation.override("th"):
        assert draw("{{ text|in_its_language }}", text="สมชาย & Ann") == "สมชาย &amp; Ann"
