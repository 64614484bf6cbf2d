"""The names of experts are sealed: from the applicant, and from everybody whose work it is not (ACA-12).

Somebody with a name like no other is taken up, proposed, approached, asked about and approved, and every text and file
that can carry the name does. Then the others walk all that is open to them. Those with a reason to guess must find what
they found before, to the letter, and the database must not be asked more.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import pytest
from django.core import mail
from django.db import connection, transaction
from django.http.response import HttpResponseBase
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tidtam.kernel.access.actions import grant_role
from tidtam.kernel.actor import SYSTEM, acting_as
from tidtam.kernel.audit.models import AuditRecord
from tidtam.kernel.notifications.actions import deliver_notice
from tidtam.kernel.notifications.gateways import current_senders
from tidtam.kernel.notifications.mailer import current_mailer
from tidtam.kernel.notifications.models import Delivery, Notice
from tidtam.kernel.people.actions import set_contact_address
from tidtam.tracking.api.models import Delivery as Message
from tidtam.tracking.api.tests.calling import Program
from tidtam.tracking.models import CaseSearch

from .asking import ASKING
from .judged import APPROVED_BY, FAMILY, FAMILY_EN, GIVEN, GIVEN_EN, LETTER, have_judged, take_up
from .walking import Cell, expected, read_body
from .world import World

pytestmark = pytest.mark.requirement("ACA-12", "QLT-02")

SECRETS = (GIVEN, FAMILY, GIVEN_EN, FAMILY_EN, LETTER, APPROVED_BY)
WHO_KNOW = {"institution", "ministry"}
GUESSING = ("applicant", "applicant_in_office", "other_institution")
OTHERS = ("visitor", "role_admin", "account_admin", "process_admin", "auditor", "hr", "approver")
AT_LEAST = 40
"""Pages that each of them is shown, or the walk would prove nothing."""
STILL = {"components_gallery", "demo", "landing", "tracking_api:docs", "tracking_api:openapi"}
STILL |= {"passkey_add", "passkey_sign_in", "second_factor_setup"}
"""Pages that are slow and the same whatever is stored, and those that make a new secret each time."""
COUNTED = {"dashboard"}
"""Figures of an office count every matter in it, hidden or not, and tell of no person (decision 0017)."""
_SEARCHED = ("/academic/experts/", "words"), ("/work/", "q"), ("/work/export/csv/", "q"), ("/register/", "q")
_ALSO_SEARCHED = ("/academic/requests/", "letter"), ("/contact/", "q"), ("/processes/", "q"), ("/account/roles/", "q")
SEARCHES = [
    (url, {name: words})
    for url, name in (*_SEARCHED, *_ALSO_SEARCHED)
    for words in (f"{GIVEN} {FAMILY}", FAMILY[:6], FAMILY_EN, LETTER)
]
_MASKS = (
    (re.compile(r'(name="csrfmiddlewaretoken" value=")[^"]*'), r"\1"),
    (re.compile(r"\b[0-9a-f]{10}\b"), "reference"),
    (re.compile(r"\b(?:[0-9]{2}:[0-9]{2}|[๐-๙]{2}:[๐-๙]{2})\b"), "now"),
    # Forms bring the id of what they will make.
    (re.compile(r'(<input type="hidden" name="[a-z]+_id" value=")[^"]*'), r"\1"),
)
_VARYING = {"X-Request-ID", "Set-Cookie", "Content-Length", "Expires"}
Questions = list[tuple[str, dict[str, str]]]


@dataclass(frozen=True)
class Seen:
    status: int
    headers: dict[str, str]
    body: str
    questions: int

    @property
    def told(self) -> tuple[object, ...]:
        return self.status, self.headers, self.body


@cache
def addresses(actor: str) -> tuple[tuple[str, str], ...]:
    """What is declared to be open; whoever is an officer too walks the officer's pages as well."""
    columns = ("applicant", "institution") if actor == "applicant_in_office" else (actor,)
    cells = ((route, label) for route, asks in ASKING.items() for label in asks if route not in STILL | COUNTED)
    open_ones = [
        (route, label)
        for route, label in cells
        if any(expected(Cell(route, "GET", label, column)) == "200" for column in columns)
    ]
    # To those with nothing to guess, one thing of each kind is as good as another.
    return tuple(open_ones if actor in GUESSING else dict(open_ones).items())


def questions_of(world: World, actor: str) -> Questions:
    return list(_questions_of(world, actor))


def _questions_of(world: World, actor: str) -> Iterator[tuple[str, dict[str, str]]]:
    for route, label in addresses(actor):
        asked = ASKING[route][label](world)
        yield reverse(route, kwargs=asked.kwargs), asked.query
    yield from SEARCHES
    yield "/no-such-page", {"q": FAMILY}


def walk(world: World, actor: str, questions: Questions) -> dict[str, Seen]:
    """What this actor is answered, by its address. What the walk itself does, such as reading a notice, is undone."""
    world.ask_as_nobody()
    browser = world.browser("applicant" if actor == "applicant_in_office" else actor, "th")
    with transaction.atomic():
        seen = {f"{url} {query}": _seen(browser, url, query) for url, query in questions}
        transaction.set_rollback(True)
    return seen


def _seen(browser: Client, url: str, query: dict[str, str]) -> Seen:
    with CaptureQueriesContext(connection) as captured:
        response = browser.get(url, query)
        body = _masked(_read(response))
    headers = {name: value for name, value in response.headers.items() if name not in _VARYING}
    asked = sum(query["sql"].startswith("SELECT") for query in captured if "usersession" not in query["sql"])
    return Seen(response.status_code, headers, body, asked)


def _read(response: HttpResponseBase) -> str:
    """A spreadsheet as the text in it; everything else as the walk reads it."""
    if "spreadsheet" not in response.headers.get("Content-Type", ""):
        return read_body(response)
    with zipfile.ZipFile(io.BytesIO(b"".join(response))) as book:
        parts = [name for name in book.namelist() if not name.startswith("docProps/")]
        return "".join(book.read(name).decode(errors="replace") for name in parts)


def _masked(body: str) -> str:
    for pattern, mask in _MASKS:
        body = pattern.sub(mask, body)
    return body


def telling(seen: dict[str, Seen]) -> list[str]:
    """Where one of the secrets stands, but for the box in which it was typed."""
    found = []
    for address, page in seen.items():
        typed = address.split(" ", 1)[1]
        said = f"{page.body} {page.headers}"
        found += [f"{address}: {secret}" for secret in SECRETS if secret in said and secret[:6] not in typed]
    return found


def take_office(world: World) -> str:
    """The applicant becomes an officer of the same university, and signs in as one."""
    account = world.accounts["applicant"]
    with acting_as(SYSTEM):
        grant_role(SYSTEM, account.pk, role="institution_officer", organization=world.a, reason="คำสั่งทดสอบ")
    return world.new_session(account)


@pytest.mark.parametrize("actor", GUESSING)
def test_whoever_guesses_finds_what_they_found_before(
    world: World, actor: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if actor == "applicant_in_office":
        monkeypatch.setitem(world.sessions, "applicant", take_office(world))
        assert world.browser("applicant").get("/work/").status_code == 200
    expert = take_up(world)
    questions = questions_of(world, actor)
    before = walk(world, actor, questions)
    have_judged(world, expert)
    after = walk(world, actor, questions)
    assert sum(page.status == 200 for page in after.values()) > AT_LEAST
    assert [address for address in before if before[address].told != after[address].told] == []
    # What is read once and kept may be asked less often; it is never asked more because of what is hidden.
    assert [address for address in before if before[address].questions < after[address].questions] == []
    if actor != "applicant_in_office":
        assert telling(after) == []


@pytest.mark.parametrize("actor", OTHERS)
def test_nobody_else_meets_the_name(world: World, actor: str) -> None:
    have_judged(world, take_up(world))
    assert telling(walk(world, actor, questions_of(world, actor))) == []


@pytest.mark.parametrize("actor", sorted(WHO_KNOW))
def test_the_walk_would_find_it(world: World, actor: str) -> None:
    """Those whose work it is do meet the name, so that the walk can tell."""
    have_judged(world, take_up(world))
    pages = [question for question in questions_of(world, actor) if question[0].startswith("/academic/experts/")]
    assert telling(walk(world, actor, pages)) != []


def test_no_notice_no_mail_no_trail_and_no_index_carries_it(world: World) -> None:
    with acting_as(SYSTEM):
        for person in (world.persons["a"], world.persons["b"]):
            set_contact_address(SYSTEM, person, kind="email", value=f"{person.pk}@example.test")
    case = have_judged(world, take_up(world))
    with acting_as(SYSTEM):
        for delivery in Delivery.objects.all():
            deliver_notice(
                SYSTEM, delivery.pk, mailer=current_mailer(), senders=current_senders(), is_last_attempt=True
            )
        assert not Notice.objects.filter(person=world.persons["a"], subject_id=case.pk).exists()
        assert mail.outbox
        told = "".join(f"{each.subject} {each.body}" for each in mail.outbox)
        trail = "".join(f"{each.object_id} {each.details}" for each in AuditRecord.objects.all())
        index = "".join(str(list(row.values())) for row in CaseSearch.objects.values())
        messages = "".join(str(list(row.values())) for row in Message.objects.values())
    name = (GIVEN, FAMILY, GIVEN_EN, FAMILY_EN)
    assert [secret for secret in name if secret in told + trail + index + messages] == []


def test_programs_are_told_steps_and_no_names(world: World) -> None:
    expert = take_up(world)
    own, other = (Program(world.clients[place]) for place in ("a", "b"))
    paths = ["/cases", "/processes"]

    def answers(program: Program) -> list[str]:
        return [_masked(program.get(path).content.decode()) for path in paths]

    before = answers(other)
    case = have_judged(world, expert)
    paths += [f"/cases/{case.pk}", f"/cases/{case.pk}/timeline", f"/cases/{case.pk}/events"]
    assert answers(other)[: len(before)] == before
    assert all(other.get(path).status_code == 404 for path in paths[-3:])
    everything = "".join(answers(own) + answers(other))
    assert [secret for secret in (GIVEN, FAMILY, GIVEN_EN, FAMILY_EN) if secret in everything] == []
