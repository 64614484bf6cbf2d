"""The log of what is sent to a client, for those who see to it; and the page that describes the interface."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tidtam.kernel.actor.tests.browsing import browsing_as
from tidtam.tracking.api import tasks
from tidtam.tracking.api.models import Delivery, Subscription
from tidtam.tracking.tests.factories import World, make_actor

from .calling import Program
from .receivers import receiver
from .test_webhooks import subscribe, worker_at

pytestmark = [pytest.mark.requirement("TRK-40")]


def test_the_log_says_what_came_of_each_message_and_sends_it_again(world: World, ministry: Program) -> None:
    client = ministry.made.client
    admin = make_actor(("role_admin", world.ministry))
    log = f"/account/api-clients/{client.pk}/messages/"
    with receiver(status=500) as there, browsing_as(admin) as browser:
        assert "has not asked to be told" in browser.get(log).content.decode()
        subscribe(ministry, there)
        world.open()
        tasks.one_round(worker_at())
        page = browser.get(log).content.decode()
        delivery = Delivery.objects.get()
        assert str(delivery.pk) in page
        assert "500" in page
        assert "Waiting" in page
        there.status = 200
        again = browser.post(f"/account/api-clients/messages/{delivery.pk}/again/")
        assert (again.status_code, again.headers["Location"]) == (302, log)
        tasks.one_round(worker_at())
        assert "Delivered" in browser.get(log).content.decode()


def test_a_paused_receiver_is_let_go_on(world: World, ministry: Program) -> None:
    admin = make_actor(("role_admin", world.ministry))
    with receiver() as there:
        key = subscribe(ministry, there)["id"]
    Subscription.objects.filter(pk=key).update(paused_at=worker_at().now())
    with browsing_as(admin) as browser:
        log = browser.get(f"/account/api-clients/{ministry.made.client.pk}/messages/").content.decode()
        assert "Paused" in log
        assert browser.post(f"/account/api-clients/subscriptions/{key}/resume/").status_code == 302
    assert Subscription.objects.get(pk=key).paused_at is None


def test_others_find_no_log(world: World, ministry: Program) -> None:
    with receiver() as there:
        key = subscribe(ministry, there)["id"]
    world.open()
    delivery = Delivery.objects.get()
    for actor in (make_actor(("role_admin", world.university)), world.officer):
        with browsing_as(actor) as browser:
            assert browser.get(f"/account/api-clients/{ministry.made.client.pk}/messages/").status_code == 404
            assert browser.post(f"/account/api-clients/messages/{delivery.pk}/again/").status_code == 404
            assert browser.post(f"/account/api-clients/subscriptions/{key}/resume/").status_code == 404


@pytest.mark.parametrize("rows", [1, 7])
@pytest.mark.requirement("QLT-07")
def test_the_log_costs_the_same_for_few_messages_and_for_many(world: World, ministry: Program, rows: int) -> None:
    with receiver() as there:
        subscribe(ministry, there)
    for _each in range(rows):
        world.open()
    with browsing_as(make_actor(("role_admin", world.ministry))) as browser, CaptureQueriesContext(connection) as asked:
        browser.get(f"/account/api-clients/{ministry.made.client.pk}/messages/")
    spoken = [query["sql"] for query in asked.captured_queries if "tracking_api" in query["sql"]]
    assert len(spoken) == 3, spoken


@pytest.mark.parametrize("language", ["th", "en"])
def test_the_interface_is_described_on_a_page_without_scripts(world: World, language: str) -> None:
    with browsing_as(make_actor(), language=language) as browser:
        page = browser.get("/api/v1/docs/").content.decode()
    for said in ("submitCase", "cases:write", "Idempotency-Key", "problem-outdated", "/api/v1/webhooks"):
        assert said in page
