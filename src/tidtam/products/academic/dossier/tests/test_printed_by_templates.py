"""What is printed with an office's own template: which one, of which day, with which words, and what where it fails."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.test.utils import override_settings
from django.utils.translation import override

from tidtam.kernel.access.choices import Role
from tidtam.kernel.access.tests.factories import make_grant
from tidtam.kernel.actor import SYSTEM, acting_as
from tidtam.kernel.identity.tests.factories import make_account
from tidtam.kernel.notifications.models import Notice
from tidtam.kernel.orgs.tests.factories import make_organization
from tidtam.products.academic.dossier import actions
from tidtam.products.academic.dossier.choices import Occasion
from tidtam.products.academic.dossier.papers import print_request_form, printing
from tidtam.products.academic.dossier.papers.data import in_words, without_experts
from tidtam.products.academic.dossier.papers.printing import pen_for
from tidtam.products.academic.layouts.actions import end_layouts
from tidtam.products.academic.layouts.choices import Paper
from tidtam.products.academic.layouts.models import LayoutFailure
from tidtam.products.academic.layouts.queries import layout_for
from tidtam.products.academic.rulebook.reading import made_of
from tidtam.products.academic.rulebook.tests.generating import AS_OF, RULES, sample
from tidtam.tracking.tests.factories import make_actor
from tidtam.web.paper.foreign import TemplateFailed

from .factories import Offices, on
from .own_templates import FORM, PLAIN, form, published, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("ACA-11")]
PAGES = "/academic/paper-templates/"


@pytest.fixture(autouse=True)
def _fonts_of_the_test(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The fonts are made once for all tests."""
    shelf = tmp_path_factory.getbasetemp() / "paper"
    with override_settings(ENVIRONMENT=replace(settings.ENVIRONMENT, data=Path(shelf))):
        yield


def test_the_nearest_office_that_has_one_prints_with_its_own(offices: Offices) -> None:
    with acting_as(SYSTEM):
        faculty = make_organization("fac-a", offices.university)
    above = make_actor((Role.PROCESS_ADMIN, offices.ministry), today=AS_OF)
    of_all = published(above, offices.ministry)
    assert layout_for(SYSTEM, faculty.path, FORM, AS_OF) == of_all
    assert layout_for(SYSTEM, offices.elsewhere.path, FORM, AS_OF) == of_all
    own = published(offices.templates_administrator, offices.university)
    assert layout_for(SYSTEM, faculty.path, FORM, AS_OF) == own
    assert layout_for(SYSTEM, offices.elsewhere.path, FORM, AS_OF) == of_all
    assert layout_for(SYSTEM, faculty.path, Paper.SUMMARY, AS_OF) is None
    with acting_as(offices.templates_administrator) as actor:
        end_layouts(actor, offices.university, FORM, in_force_from=AS_OF + timedelta(days=5))
    assert layout_for(SYSTEM, faculty.path, FORM, AS_OF + timedelta(days=4)) == own
    assert layout_for(SYSTEM, faculty.path, FORM, AS_OF + timedelta(days=5)) == of_all


def test_an_earlier_day_keeps_its_template_and_the_last_word_holds(offices: Offices) -> None:
    admin, office = offices.templates_administrator, offices.university
    first = published(admin, office)
    second = published(on(admin, AS_OF + timedelta(days=10)), office, day=AS_OF + timedelta(days=20))
    third = published(on(admin, AS_OF + timedelta(days=11)), office, day=AS_OF + timedelta(days=15))
    in_force = [layout_for(SYSTEM, office.path, FORM, AS_OF + timedelta(days=days)) for days in (-1, 0, 14, 15, 20)]
    assert in_force == [None, first, first, third, third]
    assert second not in in_force


def test_what_was_sent_is_printed_with_the_template_of_that_day(offices: Offices) -> None:
    dossier = offices.dossier()
    published(offices.templates_administrator, offices.university)
    with acting_as(offices.officer) as actor:
        actions.freeze(actor, dossier, Occasion.SENT)
    dossier.refresh_from_db()
    later = AS_OF + timedelta(days=30)
    newer = PLAIN.replace("แบบของเรา", "แบบใหม่ของเรา")
    published(on(offices.templates_administrator, later), offices.university, newer, day=later)
    for reader in (offices.officer, offices.case_officer):
        assert form(on(reader, later), dossier).startswith("แบบของเรา")
    with acting_as(offices.officer) as actor:
        actions.reopen_dossier(actor, dossier)
    dossier.refresh_from_db()
    assert form(on(offices.officer, later), dossier).startswith("แบบใหม่ของเรา")
    assert form(on(offices.case_officer, later), dossier).startswith("แบบของเรา")


def test_what_was_kept_to_be_signed_is_printed_with_the_template_of_that_day(offices: Offices) -> None:
    dossier = offices.dossier()
    published(offices.templates_administrator, offices.university)
    with acting_as(offices.officer) as actor:
        edition = actions.freeze(actor, dossier, Occasion.TO_SIGN)
    later = AS_OF + timedelta(days=30)
    newer = PLAIN.replace("แบบของเรา", "แบบใหม่ของเรา")
    published(on(offices.templates_administrator, later), offices.university, newer, day=later)
    officer = on(offices.officer, later)
    assert form(officer, dossier).startswith("แบบใหม่ของเรา")
    with acting_as(officer), override("th"):
        text = text_of(print_request_form(officer, dossier, edition))
    assert text.startswith("แบบของเรา")
    assert edition.fingerprint in text


def test_a_template_that_fails_gives_way_to_our_own_form_and_its_administrators_are_told(offices: Offices) -> None:
    account = make_account()
    with acting_as(SYSTEM):
        make_grant(account, Role.PROCESS_ADMIN, offices.university)
    broken = PLAIN + '#if data.applicant != "" { for i in range(9) { data.nothing } }'
    with acting_as(SYSTEM):
        layout = published(offices.templates_administrator, offices.university, broken)
    dossier = offices.dossier()
    for _print in range(2):
        text = form(offices.officer, dossier)
        assert "ส่วนที่ ๕ มติสภาสถาบัน" in text
        assert "แม่แบบของหน่วยงานพิมพ์ไม่ได้" in text
    failure = LayoutFailure.objects.get()
    assert (failure.layout_id, failure.code, failure.line, failure.failed_on) == (layout.pk, "mistakes", 8, AS_OF)
    with acting_as(SYSTEM):
        told = Notice.objects.get(kind="academic_layout.failed")
        assert (told.person_id, told.url) == (account.person_id, f"{PAGES}{layout.pk}/")


def test_a_line_that_the_template_does_not_have_is_not_recorded(offices: Offices) -> None:
    """It is the template's own word: a number out of what it prints, to be read where nobody may see that."""
    told = PLAIN + '#assert(data.applicant == "", message: "x\\n  ┌─ ../../main.typ:123456:1")'
    with acting_as(SYSTEM):
        published(offices.templates_administrator, offices.university, told)
    form(offices.officer, offices.dossier())
    failure = LayoutFailure.objects.get()
    assert (failure.code, failure.line) == ("mistakes", None)


def test_where_too_much_is_being_printed_nobody_is_told_that_the_template_failed(
    offices: Offices, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_given: object) -> None:
        raise TemplateFailed("busy")

    published(offices.templates_administrator, offices.university)
    monkeypatch.setattr(printing, "print_with", refuse)
    assert "แม่แบบของหน่วยงานพิมพ์ไม่ได้" in form(offices.officer, offices.dossier())
    assert not LayoutFailure.objects.exists()


@pytest.mark.parametrize("said", ['#read("/etc/passwd")', "$x^2$ *bold* `raw`", '#import "@preview/a:1.0.0"', "]#{}["])
def test_what_a_dossier_says_is_data_and_never_markup(offices: Offices, said: str) -> None:
    published(offices.templates_administrator, offices.university)
    values = sample()
    values["works"][0]["title"] = said
    assert f"1. {said}" in form(offices.officer, offices.dossier(values))


@pytest.mark.requirement("ACA-12")
def test_no_template_is_given_the_names_of_the_experts() -> None:
    content = made_of(sample())
    named = {expert.name for expert in content.committee.members} | {
        each.name for each in content.experts_approval.profiles
    }
    assert named
    shown = without_experts(content)
    told = json.dumps(
        [shown.model_dump(mode="json"), in_words(pen_for(shown, RULES, AS_OF), shown)], ensure_ascii=False
    )
    kept = shown.committee.signature.name
    assert [name for name in named if name in told.replace(kept, "")] == []
