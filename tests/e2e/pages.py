"""The pages of the journey, one after the other, as the people on it meet them."""

from collections.abc import Iterator

from playwright.sync_api import Page

from .demonstration import Demonstration, scan
from .dossier import APPLICANT, dossier_pages

_PUBLIC = {
    "home": "/",
    "sign-in": "/account/sign-in/",
    "demo": "/demo/",
    "contact": "/contact/",
    "processes": "/processes/",
    "process": "/processes/academic_professor/",
    "statistics": "/statistics/",
    "about": "/about",
    "verify": "/verify/",
    "short-messages": "/sandbox/messages/",
    "not-found": "/no-such-page",
}
_OWN = {
    "my-requests": "/my/cases/",
    "account": "/account/",
    "notices": "/my/notices/",
    "notice-settings": "/my/notices/settings/",
    "who-looked": "/my/access-log/",
}
_REQUESTS = "/academic/requests/"


def pages(demonstration: Demonstration, width: int, language: str) -> Iterator[tuple[str, Page]]:
    """Each page with its name, drawn and at rest."""
    visitor = demonstration.screen(width, language)
    yield from _each(demonstration, visitor, _PUBLIC)
    yield from _sign_in(demonstration, width, language)
    yield from _applicant(demonstration, width, language)
    yield from _institution(demonstration, width, language)
    yield from _ministry(demonstration, width, language)
    yield from _employee(demonstration, width, language)
    yield from _personnel_office(demonstration, width, language)
    administrator = demonstration.become("administrator", width, language)
    yield from _each(demonstration, administrator, {"roles": "/account/roles/", "grant": "/account/roles/grant/"})
    administrator.context.close()
    auditor = demonstration.become("auditor", width, language)
    yield from _each(demonstration, auditor, {"audit": "/audit/"})
    auditor.context.close()


def _each(demonstration: Demonstration, page: Page, addresses: dict[str, str]) -> Iterator[tuple[str, Page]]:
    for name, address in addresses.items():
        page.goto(f"{demonstration.url}{address}")
        yield name, page


def _sign_in(demonstration: Demonstration, width: int, language: str) -> Iterator[tuple[str, Page]]:
    desktop, phone = demonstration.screen(width, language), demonstration.phone("lecturer", language)
    yield "phone-home", phone
    desktop.goto(f"{demonstration.url}/account/thaid/")
    yield "thaid", desktop
    desktop.locator("main form button").click()
    desktop.locator("code").wait_for()
    scan(desktop, phone)
    yield "phone-consent", phone
    phone.locator("button[name=refuse]").click()
    phone.locator(".outcome").wait_for()
    desktop.locator("a[href$='/continue']").click()
    desktop.wait_for_url("**/account/thaid/failed/")
    yield "thaid-failed", desktop
    desktop.locator("main form button").first.click()
    desktop.locator("code").wait_for()
    yield "qr", desktop
    desktop.context.close()
    phone.context.close()


def _applicant(demonstration: Demonstration, width: int, language: str) -> Iterator[tuple[str, Page]]:
    page = demonstration.become("professor", width, language)
    yield from _each(demonstration, page, _OWN)
    page.goto(f"{demonstration.url}/my/cases/")
    page.locator("td.tt-table__action a").first.click()
    page.locator(".tt-timeline").wait_for()
    yield "timeline", page
    page.locator("a[href*='/my/certificates/for/']").click()
    page.wait_for_url("**/my/certificates/for/**")
    yield "certificates", page
    page.context.close()
    newcomer = demonstration.become("newcomer", width, language)
    yield "no-requests", newcomer
    newcomer.context.close()


def _institution(demonstration: Demonstration, width: int, language: str) -> Iterator[tuple[str, Page]]:
    page = demonstration.become("officer_sommut", width, language)
    yield from _each(demonstration, page, {"academic-requests": _REQUESTS, "academic-form": f"{_REQUESTS}new/"})
    page.locator("main form button").click()
    page.locator(".govuk-error-summary").wait_for()
    yield "academic-form-mistakes", page
    page.goto(f"{demonstration.url}{_REQUESTS}?letter=&position=professor")
    page.locator("tbody tr", has=page.locator(".tt-status--waiting")).locator("a").first.click()
    page.locator(".tt-finding").wait_for()
    yield "academic-returned", page
    returned = page.url
    for name in ("answers", "returns"):
        page.goto(f"{returned}{name}/")
        yield name, page
    page.goto(returned)
    page.locator(".tt-finding a").first.click()
    page.wait_for_url("**/change/**")
    yield "mending", page
    page.goto(f"{demonstration.url}{_REQUESTS}?state=draft")
    # What stops the sending of a dossier's draft is told on another page.
    page.locator("tbody tr").filter(has_not_text=APPLICANT).locator("a").first.click()
    page.locator("a[href$='/submit/']").click()
    page.wait_for_url("**/submit/")
    yield "sending", page
    yield from dossier_pages(demonstration, page, f"{language}-{width}")
    page.context.close()


def _ministry(demonstration: Demonstration, width: int, language: str) -> Iterator[tuple[str, Page]]:
    page = demonstration.become("ministry", width, language)
    desk = {"work-list": "/work/", "work-nothing-found": "/work/?q=0000", "work-views": "/work/views/?query=late%3Don"}
    yield from _each(demonstration, page, desk | {"overview": "/work/dashboard/"})
    page.goto(f"{demonstration.url}/work/?q={demonstration.people['lecturer']['national_id']}")
    matter = page.locator("tbody tr").filter(has_text="Academic position" if language == "en" else "ตำแหน่งทางวิชาการ")
    matter.locator("td.tt-table__title a").click()
    page.locator("#tracking-link").wait_for()
    yield "work-case", page
    page.locator("a[href$='/return/']").first.click()
    page.wait_for_url("**/return/")
    yield "returning", page
    page.context.close()


def _employee(demonstration: Demonstration, width: int, language: str) -> Iterator[tuple[str, Page]]:
    page = demonstration.become("employee", width, language)
    yield from _each(
        demonstration,
        page,
        {
            "follow": "/personnel/mine/",
            "begin": "/personnel/mine/start/",
            "questions": "/personnel/mine/start/resignation/",
        },
    )
    page.goto(f"{demonstration.url}/personnel/mine/")
    page.locator("td.tt-table__action a").first.click()
    page.locator("main a[href^='/personnel/requests/']").first.click()
    page.wait_for_url("**/personnel/requests/**")
    yield "personnel-request", page
    page.context.close()


def _personnel_office(demonstration: Demonstration, width: int, language: str) -> Iterator[tuple[str, Page]]:
    page = demonstration.become("officer_wellbeing", width, language)
    yield from _each(
        demonstration,
        page,
        {
            "personnel-requests": "/personnel/office/",
            "register": "/personnel/staff/",
            "register-new": "/personnel/staff/new/",
            "rounds": "/personnel/rounds/",
        },
    )
    page.goto(f"{demonstration.url}/personnel/staff/?q={demonstration.people['employee_second']['national_id']}")
    page.locator("tbody th a").first.click()
    page.wait_for_url("**/personnel/staff/**-**")
    yield "register-person", page
    page.goto(f"{demonstration.url}/personnel/office/?kind=transfer&state=submitted")
    page.locator("tbody tr", has=page.locator(".tt-status--progress")).locator("a").first.click()
    page.locator("main a[href^='/work/']").first.click()
    page.locator("#tracking-link").wait_for()
    yield "personnel-case", page
    page.locator("main a[href$='/order/']").first.click()
    page.wait_for_url("**/order/")
    yield "order", page
    page.context.close()
