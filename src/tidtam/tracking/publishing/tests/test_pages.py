"""From the upload to the day a version comes into force, and everything that goes wrong on the way."""

import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tidtam.kernel.actor import SYSTEM, Actor, acting_as
from tidtam.kernel.audit.models import AuditRecord
from tidtam.tracking.models import ProcessVersion
from tidtam.tracking.publishing.models import ProcessDraft
from tidtam.tracking.tests.browsing import Browser
from tidtam.tracking.tests.factories import DAY, PROCESS, World, make_actor
from tidtam.tracking.tests.test_process_command import BAD_FILES, BOMBS

Browse = Callable[..., Browser]

SECOND = PROCESS.replace("version = 1", "version = 2").replace('en = "Committee"', 'en = "Board"')

TODAY = DAY + timedelta(days=100)


def upload(browser: Browser, given: str | bytes, name: str = "sample.toml") -> Any:
    if isinstance(given, bytes):
        return browser.post("/processes/manage/upload/", {"file": SimpleUploadedFile(name, given)})
    return browser.post("/processes/manage/upload/", {"text": given})


def led_to(response: Any) -> str:
    return str(response.url)


def text_of(response: Any) -> str:
    """What one reads on the page."""
    content = re.sub(r"<(script|style|svg)\b.*?</\1>", " ", response.content.decode(), flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", content)).split())


def box_of(response: Any) -> str:
    """What stands in the box, as the browser shows it."""
    found = re.search(r"<textarea[^>]*>\r?\n?(.*?)</textarea>", response.content.decode(), re.DOTALL)
    return unescape(found[1]) if found else ""


@pytest.mark.requirement("TRK-01", "TRK-02", "TRK-04")
def test_an_upload_is_looked_at_and_then_published(world: World, administrator: Actor, browse: Browse) -> None:
    browser = browse(administrator)
    running = world.open()
    response = upload(browser, SECOND.encode())
    draft = ProcessDraft.objects.get()
    assert response.url == f"/processes/manage/drafts/{draft.pk}/"
    seen = browser.get(response.url)
    page = text_of(seen)
    assert "What changes compared with version 1" in page
    assert "Name (English): was “Committee”, becomes “Board”." in page
    assert "Shortest way 18 working days" in page
    assert "<svg" in seen.content.decode()
    day = TODAY + timedelta(days=9)
    asked = browser.get(f"{response.url}publish/", {"in_force_from": day.isoformat()})
    consequences = text_of(asked)
    assert "new matters of “Sample request” begin with version 2." in consequences
    assert "1 matter in progress keeps the version it began with." in consequences
    assert "It can be taken back until the day before." in consequences
    done = browser.post(f"{response.url}publish/", asked.context["form"].initial)
    assert led_to(done) == "/processes/manage/versions/sample/"
    version = ProcessVersion.objects.get(number=2)
    assert (version.in_force_from, version.text, version.published_by) == (day, SECOND, administrator.account_id)
    assert not ProcessDraft.objects.exists()
    assert running.process_version.number == 1
    with acting_as(SYSTEM):
        record = AuditRecord.objects.filter(verb="process.published").latest("pk")
    assert record.details == {"key": "sample", "version": 2, "in_force_from": day.isoformat()}
    listed = text_of(browser.get(led_to(done)))
    assert "version 2" in listed
    assert "To come" in listed


@pytest.mark.requirement("TRK-02")
def test_a_version_to_come_is_seen_and_taken_back(world: World, administrator: Actor, browse: Browse) -> None:
    browser = browse(administrator)
    draft = upload(browser, SECOND).url
    tomorrow = (TODAY + timedelta(days=1)).isoformat()
    form = browser.get(f"{draft}publish/", {"in_force_from": tomorrow}).context["form"].initial
    browser.post(f"{draft}publish/", form)
    page = browser.get("/processes/manage/versions/sample/2/")
    assert "Take this version back" in text_of(page)
    assert browser.get("/processes/manage/versions/sample/2/file/").content.decode() == SECOND
    assert "never will" in text_of(browser.get("/processes/manage/versions/sample/2/take-back/"))
    assert (
        led_to(browser.post("/processes/manage/versions/sample/2/take-back/")) == "/processes/manage/versions/sample/"
    )
    listed = text_of(browser.get("/processes/manage/versions/sample/"))
    assert "Taken back" in listed
    assert browser.get("/processes/manage/versions/sample/2/take-back/").status_code == 302
    with acting_as(SYSTEM):
        assert AuditRecord.objects.filter(verb="process.taken_back").count() == 1
    again = upload(browser, SECOND.replace('en = "Board"', 'en = "Council"')).url
    assert "The number 2 is used up" in text_of(browser.get(again))
    browser.post(again, {"act": "number"})
    assert ProcessDraft.objects.get().text.startswith('\nkey = "sample"\nversion = 3\n')
    assert "The number" not in text_of(browser.get(again))


@pytest.mark.requirement("TRK-01")
def test_every_mistake_is_shown_with_its_line_and_what_was_typed_is_kept(
    world: World, administrator: Actor, browse: Browse
) -> None:
    bad = PROCESS.replace('actor = "subject"', 'actor = "nobody"').replace('next = "refused"', 'next = "lost"')
    response = upload(browse(administrator), bad)
    page = text_of(response)
    assert response.status_code == 200
    assert "2 things to mend" in page
    assert "Line 64 : steps 4 › actor : “nobody” is not one of" in page
    assert 'actor = "nobody"' in page
    assert "there is no step and no ending “lost”" in page
    assert box_of(response) == bad
    assert not ProcessDraft.objects.exists()


@pytest.mark.requirement("TRK-01")
@pytest.mark.parametrize("kind", BAD_FILES)
def test_a_file_that_cannot_be_read_is_answered_kindly(
    kind: str, world: World, administrator: Actor, browse: Browse
) -> None:
    data, said = BAD_FILES[kind]
    response = upload(browse(administrator), data)
    assert response.status_code == 200
    assert said in text_of(response)
    if kind in {"TIS-620", "UTF-16"}:
        assert "ตรวจเอกสาร" in box_of(response)
        assert "Look at its Thai words" in text_of(response)


@pytest.mark.requirement("TRK-01")
@pytest.mark.parametrize("bomb", BOMBS)
def test_bombs_and_nonsense_are_answered_kindly(bomb: str, world: World, administrator: Actor, browse: Browse) -> None:
    response = upload(browse(administrator), BOMBS[bomb])
    assert response.status_code == 200
    assert "to mend" in text_of(response)
    assert not ProcessDraft.objects.exists()


BAD_WAYS = {
    "a step is missing": (('next = "meeting"', 'next = "meating"'), "there is no step and no ending “meating”"),
    "a step is not reached": (('next = "amend"', 'next = "order"'), "the step “amend” cannot be reached"),
    "a cycle has no way out": (('next = "approved"', 'next = "meeting"'), "the matter goes round for ever"),
    "a key stands twice": (("version = 1", "version = 1\nversion = 1"), "Cannot overwrite a value"),
    "a date cannot be": (("version = 1", "version = 2026-02-30"), "Invalid date"),
    "a NUL": (("version = 1", "version = 1 # \x00"), "is not"),
}


@pytest.mark.requirement("TRK-01")
@pytest.mark.parametrize("case", BAD_WAYS)
def test_what_is_no_process_is_named(case: str, world: World, administrator: Actor, browse: Browse) -> None:
    (old, new), said = BAD_WAYS[case]
    page = text_of(upload(browse(administrator), PROCESS.replace(old, new, 1).encode()))
    assert said in page


@pytest.mark.requirement("TRK-01")
def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(world: World, administrator: Actor, browse: Browse) -> None:
    browser = browse(administrator)
    assert upload(browser, b"\xef\xbb\xbf" + SECOND.replace("\n", "\r\n").encode()).status_code == 302
    assert upload(browser, SECOND.replace("\n", "\r\n")).status_code == 302
    draft = ProcessDraft.objects.latest("saved_at")
    assert browser.get(f"/processes/manage/drafts/{draft.pk}/").status_code == 200


@pytest.mark.requirement("TRK-01")
def test_nothing_at_all_is_asked_for(world: World, administrator: Actor, browse: Browse) -> None:
    assert "Choose a file, or write the text into the box." in text_of(upload(browse(administrator), ""))


@pytest.mark.requirement("TRK-02")
def test_two_who_publish_at_once_do_not_overwrite_each_other(
    world: World, administrator: Actor, browse: Browse
) -> None:
    first, second = browse(administrator), browse(make_actor(("process_admin", world.ministry)))
    theirs = SECOND.replace('en = "Board"', 'en = "Council"')
    drafts = [upload(first, SECOND).url, upload(second, theirs).url]
    today = {"in_force_from": TODAY.isoformat()}
    forms = [
        browser.get(f"{draft}publish/", today).context["form"].initial
        for browser, draft in zip((first, second), drafts, strict=True)
    ]
    assert led_to(first.post(f"{drafts[0]}publish/", forms[0])) == "/processes/manage/versions/sample/"
    assert led_to(second.post(f"{drafts[1]}publish/", forms[1])) == drafts[1]
    page = text_of(second.get(drafts[1]))
    assert "is published with another content" in page
    assert "The number 2 is used up" in page
    assert ProcessVersion.objects.get(number=2).text == SECOND


@pytest.mark.requirement("TRK-02")
def test_a_new_process_takes_in_what_was_received_before_today(
    world: World, administrator: Actor, browse: Browse
) -> None:
    browser = browse(administrator)
    draft = upload(browser, PROCESS.replace('key = "sample"', 'key = "leave"')).url
    assert "It is the first version of this process." in text_of(browser.get(draft))
    form = browser.get(f"{draft}publish/", {"in_force_from": TODAY.isoformat()}).context["form"].initial
    browser.post(f"{draft}publish/", form)
    assert browse().get("/processes/leave/").status_code == 200
    assert "from the beginning" in text_of(browser.get("/processes/manage/versions/leave/"))
    assert world.open(process="leave").received_on == DAY


@pytest.mark.requirement("QLT-02")
def test_drafts_are_private_and_nobody_else_manages(world: World, administrator: Actor, browse: Browse) -> None:
    draft = upload(browse(administrator), SECOND).url
    other = browse(make_actor(("process_admin", world.ministry)))
    for address in (draft, f"{draft}text/", f"{draft}publish/"):
        assert other.get(address).status_code == 404
        assert other.post(address, {"act": "discard"}).status_code == 404
    for actor in (world.officer, world.institution, world.member):
        assert browse(actor).get("/processes/manage/").status_code == 404
    assert "sample.toml" not in text_of(other.get("/processes/manage/"))
    browse(administrator).post(draft, {"act": "discard"})
    assert not ProcessDraft.objects.exists()
