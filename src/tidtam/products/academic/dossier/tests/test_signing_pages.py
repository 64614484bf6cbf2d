"""The page of the signatures: from printing to signing to changing what was signed, without a script."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test.utils import override_settings

from tidtam.kernel.actor import SYSTEM, acting_as
from tidtam.kernel.audit.choices import VIEWED
from tidtam.kernel.audit.models import AuditRecord
from tidtam.kernel.files.tests.factories import make_pdf, upload
from tidtam.products.academic.dossier import actions
from tidtam.products.academic.dossier.models import Dossier, DossierEdition
from tidtam.products.academic.rulebook.tests.generating import AS_OF, sample
from tidtam.thai.dates import format_numeric
from tidtam.tracking.tests.browsing import Browser

from .factories import Offices
from .signatures import changed, states, unsigned
from .test_papers import pages_of, unspaced

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("ACA-14")]
Browse = Callable[..., Browser]
TODAY = format_numeric(AS_OF)


@pytest.fixture(autouse=True)
def _fonts_of_the_test(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    shelf = tmp_path_factory.getbasetemp() / "paper"
    with override_settings(ENVIRONMENT=replace(settings.ENVIRONMENT, data=Path(shelf))):
        yield


def address_of(dossier: Dossier) -> str:
    return f"/academic/requests/{dossier.pk}/dossier/"


def text_of(browser: Browser, address: str) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200, address
    return str(answer.content.decode())


def test_an_edition_is_printed_signed_and_recorded(offices: Offices, browse: Browse) -> None:
    dossier = offices.dossier(unsigned())
    address, officer = address_of(dossier), browse(offices.officer, "en")
    assert f'href="{address}signatures/print/"' in text_of(officer, f"{address}signatures/")
    assert "Print the form to be signed?" in text_of(officer, f"{address}signatures/print/")
    officer.post(f"{address}signatures/print/")
    edition = DossierEdition.objects.get()
    page = text_of(officer, f"{address}signatures/")
    assert edition.fingerprint in page
    assert re.fullmatch(r"([0-9A-F]{4}-){3}[0-9A-F]{4}", edition.fingerprint)

    paper = officer.get(f"{address}editions/{edition.pk}/form.pdf")
    sheets = pages_of(paper.content)
    assert all(unspaced(f"Edition 1 · fingerprint {edition.fingerprint}") in unspaced(sheet) for sheet in sheets)
    assert "Draft" not in " ".join(sheets)

    form = officer.get(f"{address}signatures/checks/record/").context["form"]
    assert form["edition"].field.choices[0][0] == str(edition.pk)
    sent = {
        "edition": str(edition.pk),
        "name": "นางสาวสมศรี ตรวจดี",
        "position": "หัวหน้าภาควิชา",
        "opinion": "complete",
        "signed_on": TODAY,
        "is_acting": "on",
        "order_number": "12/2569",
        "acts_from": format_numeric(AS_OF - timedelta(days=3)),
        "scan": upload(make_pdf()),
    }
    late = {**sent, "acts_from": format_numeric(AS_OF), "signed_on": format_numeric(AS_OF + timedelta(days=1))}
    answer = officer.post(f"{address}signatures/checks/record/", late)
    assert "has not come yet" in answer.content.decode()
    assert "signed_on" in answer.context["form"].errors
    sent["scan"] = upload(make_pdf())
    assert officer.post(f"{address}signatures/checks/record/", sent)["Location"] == f"{address}signatures/"
    page = text_of(officer, f"{address}signatures/")
    for said in ("นางสาวสมศรี ตรวจดี · หัวหน้าภาควิชา", "By order 12/2569", "Qualifications complete", "The signed page"):
        assert said in page
    assert "Supervisor who checks the qualifications" in text_of(officer, address)


def test_what_was_signed_is_read_only_until_it_is_opened_and_then_shows_what_changed(
    offices: Offices, browse: Browse
) -> None:
    dossier = offices.dossier()
    address, officer = address_of(dossier), browse(offices.officer, "en")
    assert "They signed what stands here" in text_of(officer, f"{address}signatures/")
    question = officer.get(f"{address}signatures/entered/")
    officer.post(f"{address}signatures/entered/", {"version": question.context["form"].initial["version"]})
    with acting_as(offices.officer) as actor:
        assert set(states(actor, dossier).values()) == {"valid"}

    page = text_of(officer, f"{address}kpw/")
    assert "was:/kpw/meeting" not in page
    assert f'href="{address}signatures/open/kpw/"' in page
    assert "was:/request/received_on" in text_of(officer, f"{address}request/"), "the office's own to enter"
    assert 'value="add"' not in text_of(officer, f"{address}works/")
    sent = {"version": "9", "was:/kpw/meeting": "", "/kpw/meeting": "5/2569"}
    refused = officer.post(f"{address}works/", {"version": "9", "act": "add"}, follow=True).content.decode()
    assert "stands as it was signed" in refused

    assert "Open it for changes" in text_of(officer, f"{address}signatures/open/kpw/")
    assert officer.post(f"{address}signatures/open/kpw/")["Location"] == f"{address}kpw/"
    page = text_of(officer, f"{address}kpw/")
    sent = dict(re.findall(r'name="((?:was:/kpw/meeting)|version)" value="([^"]*)"', page))
    officer.post(f"{address}kpw/", {**sent, "/kpw/meeting": "5/2569"})
    page = text_of(officer, f"{address}signatures/")
    assert "Must be renewed" in page
    before = sample()["kpw"]["meeting"]
    compared = text_of(officer, f"{address}signatures/kpw/changes/")
    assert before in compared
    assert "5/2569" in compared
    tasks = text_of(officer, address)
    assert "Must be renewed" in tasks
    assert "have it signed anew" in tasks, "what to do next"


def test_a_refusal_is_told_in_the_task_list(offices: Offices, browse: Browse) -> None:
    dossier = offices.dossier(unsigned())
    address, officer = address_of(dossier), browse(offices.officer, "en")
    assert "signatures/checks/refusal/" not in text_of(officer, f"{address}signatures/"), "nothing was printed yet"
    officer.post(f"{address}signatures/print/")
    sent = {
        "edition": str(DossierEdition.objects.get().pk),
        "name": "นายสมศักดิ์ รอบคอบ",
        "happened_on": TODAY,
        "reason": "เอกสาร <ไม่> ครบ",
    }
    officer.post(f"{address}signatures/checks/refusal/", sent)
    page = text_of(officer, f"{address}signatures/")
    assert "เอกสาร &lt;ไม่&gt; ครบ" in page
    assert "Mend what the reason says" in text_of(officer, address)


def test_a_correction_is_recorded_on_its_page(offices: Offices, browse: Browse) -> None:
    dossier = offices.dossier()
    address, officer = address_of(dossier), browse(offices.officer, "en")
    with acting_as(offices.officer) as actor:
        actions.confirm_typed(actor, dossier, expected_version=1)
        actions.open_signed_part(actor, dossier, "kpw")
        changed(actor, dossier, "kpw", meeting="5/2569")
        edition = actions.print_to_sign(actor, dossier)
    assert "signatures/kpw/correction/" in text_of(officer, f"{address}signatures/")
    facts = {"edition": str(edition.pk), "happened_on": TODAY}
    assert officer.post(f"{address}signatures/kpw/correction/", facts).status_code == 302
    assert "Correction signed on" in text_of(officer, f"{address}signatures/")
    with acting_as(offices.officer) as actor:
        assert states(actor, dossier)["kpw"] == "valid"


@pytest.mark.parametrize("edition", ["", "x", "01900000-0000-7000-8000-000000000000"])
def test_an_edition_that_is_none_is_refused_beside_its_field(offices: Offices, browse: Browse, edition: str) -> None:
    dossier = offices.dossier(unsigned())
    officer = browse(offices.officer, "en")
    sent: dict[str, Any] = {"edition": edition, "name": "ก", "signed_on": TODAY}
    answer = officer.post(f"{address_of(dossier)}signatures/applicant/record/", sent)
    assert "edition" in answer.context["form"].errors


def test_strangers_find_no_signatures(offices: Offices, browse: Browse) -> None:
    dossier = offices.dossier()
    for stranger in (offices.stranger, offices.case_officer):
        for page in ("", "print/", "entered/", "open/kpw/", "kpw/record/", "kpw/correction/", "kpw/refusal/"):
            assert browse(stranger).get(f"{address_of(dossier)}signatures/{page}").status_code in {403, 404}
    officer = browse(offices.officer)
    for wrong in ("rector/record/", "kpw-2/record/", "open/nothing/", "rector/changes/"):
        assert officer.get(f"{address_of(dossier)}signatures/{wrong}").status_code == 404


@pytest.mark.requirement("IDN-51")
def test_each_form_that_shows_who_signed_leaves_a_trace_of_who_looked(offices: Offices, browse: Browse) -> None:
    dossier, officer = offices.dossier(), browse(offices.officer)
    pages = ("print/", "entered/", "open/kpw/", "kpw/record/", "kpw/correction/", "kpw/refusal/")
    for page in pages:
        assert officer.get(f"{address_of(dossier)}signatures/{page}").status_code == 200
    officer.get(f"{address_of(dossier)}works/0/remove/")
    with acting_as(SYSTEM):
        looked = AuditRecord.objects.filter(verb=VIEWED, object_id=str(dossier.pk)).count()
    assert looked == len(pages) + 1
