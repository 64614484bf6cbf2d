"""Two who publish at once, the same twice, and whose a draft is."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from tidtam.kernel.actor import SYSTEM, Actor, Refused, acting_as, clock_at
from tidtam.tracking.definitions import read_file
from tidtam.tracking.models import ProcessVersion
from tidtam.tracking.publishing.actions import MOST_DRAFTS, forget_drafts, publish_draft, save_draft
from tidtam.tracking.publishing.models import ProcessDraft
from tidtam.tracking.tests.factories import World, at, make_actor
from tidtam.tracking.tests.test_at_once import all_at_once

from .test_pages import SECOND, TODAY, Browse, box_of, text_of, upload


@pytest.mark.requirement("TRK-02")
def test_a_lower_number_that_comes_late_is_told(world: World, administrator: Actor, browse: Browse) -> None:
    browser = browse(administrator)
    late, third = upload(browser, SECOND).url, upload(browser, SECOND.replace("version = 2", "version = 3")).url
    forms = [
        browser.get(f"{d}publish/", {"in_force_from": TODAY.isoformat()}).context["form"].initial for d in (late, third)
    ]
    browser.post(f"{third}publish/", forms[1])
    browser.post(f"{late}publish/", forms[0])
    assert "Version 3 was published meanwhile." in text_of(browser.get(late))
    assert not ProcessVersion.objects.filter(number=2).exists()


@pytest.mark.requirement("TRK-02")
def test_the_same_twice_is_published_once(world: World, administrator: Actor, browse: Browse) -> None:
    browser = browse(administrator)
    draft = upload(browser, SECOND).url
    assert upload(browser, SECOND).url == draft
    form = browser.get(f"{draft}publish/", {"in_force_from": TODAY.isoformat()}).context["form"].initial
    browser.post(f"{draft}publish/", form)
    assert browser.post(f"{draft}publish/", form).status_code == 404
    again = upload(browser, SECOND).url
    assert "there is nothing to publish" in text_of(browser.get(again))
    browser.post(f"{again}publish/", form)
    assert "is published already" in text_of(browser.get(again))
    assert ProcessVersion.objects.filter(number=2).count() == 1


@pytest.mark.requirement("TRK-02")
def test_only_what_was_seen_is_published(world: World, administrator: Actor, browse: Browse) -> None:
    browser = browse(administrator)
    draft = upload(browser, SECOND).url
    form = browser.get(f"{draft}publish/", {"in_force_from": TODAY.isoformat()}).context["form"].initial
    browser.post(f"{draft}text/", {"text": SECOND.replace("working_days = 3", "working_days = 4")})
    browser.post(f"{draft}publish/", form)
    assert "The draft was changed meanwhile." in text_of(browser.get(draft))
    assert not ProcessVersion.objects.filter(number=2).exists()


@pytest.mark.requirement("TRK-02")
@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ((TODAY - timedelta(days=1)).isoformat(), "Give today or a later day"),
        ("30/02/2570", "That month has no day 30"),
        ("31/12/2577", "more than five years away"),
        ("soon", "date"),
    ],
)
def test_a_day_that_cannot_be_is_refused_and_kept(
    typed: str, said: str, world: World, administrator: Actor, browse: Browse
) -> None:
    browser = browse(administrator)
    draft = upload(browser, SECOND).url
    for response in (
        browser.get(f"{draft}publish/", {"in_force_from": typed}),
        browser.post(f"{draft}publish/", {"in_force_from": typed, "fingerprint": "x"}),
    ):
        assert said in text_of(response)
        assert "From which day on?" in text_of(response)
        assert typed in response.content.decode()


def test_drafts_are_few_and_forgotten(world: World, administrator: Actor, browse: Browse) -> None:
    browser = browse(administrator)
    for number in range(MOST_DRAFTS):
        upload(browser, SECOND.replace("version = 2", f"version = {number + 2}"))
    response = upload(browser, SECOND.replace("version = 2", "version = 99"))
    assert "You have 20 drafts." in text_of(response)
    assert "version = 99" in box_of(response)
    for days, left in ((29, MOST_DRAFTS), (31, 0)):
        system = replace(SYSTEM, clock=clock_at(at(TODAY + timedelta(days=days))))
        with acting_as(system):
            forget_drafts(system)
        assert ProcessDraft.objects.count() == left


@pytest.mark.requirement("TRK-02")
def test_of_two_at_the_same_moment_one_publishes_and_the_other_is_told(own_database: str) -> None:
    world = World()
    texts = (SECOND, SECOND.replace('en = "Board"', 'en = "Council"'))

    def publishing(text: str) -> Callable[[], object]:
        actor = make_actor(("process_admin", world.ministry))

        def publish() -> object:
            with acting_as(actor):
                draft = save_draft(actor, read_file(text, file="sample.toml"))
                return publish_draft(actor, draft, in_force_from=TODAY, expected_fingerprint=draft.fingerprint)

        return publish

    answers = all_at_once(*map(publishing, texts))
    (won,) = [answer for answer in answers if isinstance(answer, ProcessVersion)]
    (told,) = [answer for answer in answers if isinstance(answer, Refused)]
    assert told.code == "published"
    assert ProcessVersion.objects.get(number=2) == won
