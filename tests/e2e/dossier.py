"""A dossier of forty works in a running demonstration, with something to mend, and the pages it is looked at on."""

import json
import re
from collections.abc import Iterator
from typing import Any

from playwright.sync_api import Page

from tidtam.products.academic.rulebook.tests.generating import Plan, made

from .demonstration import Demonstration

OFFICER = "officer_sommut"
APPLICANT = "สมชาย ใจดี"
_WORKS = 40


def begin_dossier(page: Page, demonstration: Demonstration, *, letter_no: str) -> str:
    """The address of the dossier of a new draft, with what a file brings in."""
    page.goto(f"{demonstration.url}/academic/requests/new/")
    given_name, family_name = APPLICANT.split()
    known = {
        "letter_no": letter_no,
        "applicant_title": "นาย",
        "applicant_given_name": given_name,
        "applicant_family_name": family_name,
        "identifier_number": demonstration.people["newcomer"]["national_id"],
        "field": "วิศวกรรมคอมพิวเตอร์",
        "coordinator_name": "นางวารี ทดลองกุล",
        "coordinator_phone": "0 2000 0001",
        "coordinator_email": "academic@example.invalid",
    }
    for name, text in known.items():
        page.locator(f"[name={name}]").fill(text)
    page.locator("[type=radio][name=position][value=assistant_professor]").check()
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url(re.compile(r"/academic/requests/[0-9a-f-]{36}/$"))
    page.locator("form[action$='/begin-dossier/'] button").click()
    page.wait_for_url("**/dossier/")
    address = page.url
    page.goto(f"{address}import/")
    file = {"name": "dossier.json", "mimeType": "application/json", "buffer": json.dumps(_content()).encode()}
    page.locator("[type=file]").set_input_files(file)  # type: ignore[arg-type]
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url("**/check/")
    return address


def _content() -> dict[str, Any]:
    values = made(Plan(works=_WORKS - 2))
    values["applicant"]["prefix"] = "ดร."
    values["works"][3]["year"] = "2023"
    return values


_PLACES = {
    "dossier-work": "works/3/",
    "dossier-works": "works/",
    "dossier-authors": "works/3/authors/",
    "dossier-author": "works/3/authors/0/",
    "dossier-request": "request/",
    "dossier-applicant": "applicant/",
    "dossier-history": "history/",
    "dossier-supervisors": "supervisors/certifications/0/",
    "dossier-teaching": "teaching/",
    "dossier-committee": "committee/",
    "dossier-kpw": "kpw/",
    "dossier-council": "council/",
    "dossier-evidence": "documents/",
    "dossier-experts": "experts_approval/",
    "dossier-photographs": "royal/photographs/0/",
    "dossier-checklist": "check/",
    "dossier-import": "import/",
    "dossier-remove": "works/3/remove/",
    "dossier": "",
}


def dossier_pages(demonstration: Demonstration, page: Page, number: str) -> Iterator[tuple[str, Page]]:
    address = begin_dossier(page, demonstration, letter_no=f"อว 0699/{number}")
    for name, place in _PLACES.items():
        page.goto(f"{address}{place}")
        yield name, page
    page.goto(address.removesuffix("dossier/"))
    yield "dossier-of-request", page
