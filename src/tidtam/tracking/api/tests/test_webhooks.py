"""What happens is told to whoever asked, once for each event, whatever the receiver does (TRK-40)."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from tidtam.kernel.access.tests.factories import make_grant
from tidtam.kernel.actor import SYSTEM, Actor, Clock, acting_as, clock_at
from tidtam.kernel.identity.tests.factories import make_account
from tidtam.kernel.notifications.models import Notice
from tidtam.kernel.orgs.models import Organization
from tidtam.kernel.programs.actions import end_client
from tidtam.tracking.actions import add_note, finish_step
from tidtam.tracking.api import tasks
from tidtam.tracking.api.actions import webhooks as actions
from tidtam.tracking.api.models import Delivery, Subscription
from tidtam.tracking.api.queries.webhooks import Parcel
from tidtam.tracking.api.sending import post, sign
from tidtam.tracking.models import Case, CaseEvent
from tidtam.tracking.tests.factories import DAY, World, at

from .calling import Program
from .receivers import Receiver, receiver

pytestmark = [pytest.mark.requirement("TRK-40", "QLT-03")]

BEGAN = at(DAY + timedelta(days=100))


def worker_at(after: timedelta = timedelta(0)) -> Actor:
    return replace(SYSTEM, clock=clock_at(BEGAN + after))


def subscribe(program: Program, there: Receiver, **given: Any) -> dict[str, Any]:
    answer = program.post("/webhooks", {"url": there.url, **given})
    assert answer.status_code == 201, answer.content
    body: dict[str, Any] = answer.json()
    return body


def test_an_event_is_told_with_ids_only_and_signed(world: World, ministry: Program) -> None:
    with receiver() as there:
        secret = subscribe(ministry, there)["secret"]
        case = world.open()
        assert tasks.one_round(worker_at())
        assert not tasks.one_round(worker_at())
        headers, body = there.got[0]
    assert len(there.got) == 1
    told = json.loads(body)
    assert told["type"] == "case.opened"
    assert told["data"]["case"] == str(case.pk)
    assert told["data"]["sequence"] == 1
    assert "สมมติ" not in body.decode()
    expected = sign(secret, headers["webhook-id"], headers["webhook-timestamp"], body.decode())
    assert headers["webhook-signature"] == expected
    delivery = Delivery.objects.get()
    assert (str(delivery.pk), delivery.state, delivery.answered) == (headers["webhook-id"], "delivered", 200)
    assert ministry.get(told["data"]["url"]).json()["id"] == str(case.pk)


def test_only_events_of_matters_the_client_may_see_are_told(
    world: World, university: Program, other_university: Program, ministry: Program
) -> None:
    with receiver() as there:
        ours, others, all_of_it = (subscribe(each, there)["id"] for each in (university, other_university, ministry))
    world.open()
    assert {str(row.subscription_id) for row in Delivery.objects.all()} == {ours, all_of_it}
    world.open(organization=world.other_university)
    assert Delivery.objects.filter(subscription=others).count() == 1
    assert Delivery.objects.filter(subscription=ours).count() == 1


def test_only_the_kinds_asked_for_are_told_and_never_what_is_internal(world: World, ministry: Program) -> None:
    with receiver() as there:
        finished = subscribe(ministry, there, kinds=["finished"])["id"]
        everything = subscribe(ministry, there)["id"]
    case = world.open_at_check()
    with acting_as(world.officer):
        add_note(world.officer, case, text="ภายใน", for_subject=False, expected_version=case.version)
    kinds = {
        key: list(Delivery.objects.filter(subscription=key).order_by("event").values_list("event__kind", flat=True))
        for key in (finished, everything)
    }
    assert kinds == {finished: ["finished"], everything: ["opened", "finished"]}
    for nonsense in ("internal_note", "link_renewed", "nothing"):
        assert ministry.post("/webhooks", {"url": there.url, "kinds": [nonsense]}).status_code == 422


def test_a_step_costs_no_statement_more_for_being_told(world: World, ministry: Program) -> None:
    def finish() -> int:
        case = world.open()
        with CaptureQueriesContext(connection) as asked, acting_as(world.officer):
            finish_step(world.officer, case, happened_on=DAY, letter_no="อว 1", expected_version=1)
        return len(asked)

    finish()
    before = finish()
    with receiver() as there:
        for _each in range(3):
            subscribe(ministry, there)
    assert finish() == before
    assert Delivery.objects.count() == 6


def test_what_is_undone_is_not_told(world: World, ministry: Program) -> None:
    with receiver() as there:
        subscribe(ministry, there)
    with transaction.atomic():
        world.open()
        assert Delivery.objects.count() == 1
        transaction.set_rollback(True)
    assert not Delivery.objects.exists()
    assert not CaseEvent.objects.exists()


def test_what_fails_is_tried_again_under_the_same_id(world: World, ministry: Program) -> None:
    with receiver(status=500) as there:
        subscribe(ministry, there)
        world.open()
        tasks.one_round(worker_at())
        delivery = Delivery.objects.get()
        assert (delivery.state, delivery.attempts, delivery.answered, delivery.failure) == ("waiting", 1, 500, "status")
        assert not tasks.one_round(worker_at(timedelta(seconds=9)))
        there.status = 204
        assert tasks.one_round(worker_at(timedelta(seconds=11)))
    assert there.ids() == [str(delivery.pk)] * 2
    delivery.refresh_from_db()
    assert (delivery.state, delivery.attempts) == ("delivered", 2)


def test_a_worker_that_dies_after_sending_sends_once_more_with_the_same_id(
    world: World, ministry: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(*given: Any) -> None:
        raise SystemExit

    with receiver() as there:
        subscribe(ministry, there)
        world.open()
        monkeypatch.setattr(tasks, "note_results", die)
        with pytest.raises(SystemExit):
            tasks.one_round(worker_at())
        monkeypatch.setattr(tasks, "note_results", actions.note_results)
        assert tasks.one_round(worker_at())
    assert there.ids() == [str(Delivery.objects.get().pk)] * 2


def test_after_three_days_it_is_given_up_paused_and_told_and_can_be_sent_again(world: World, ministry: Program) -> None:
    administrator = make_account()
    make_grant(administrator, "role_admin", world.ministry)
    with receiver(status=503) as there:
        subscription = subscribe(ministry, there)["id"]
        world.open()
        passed = timedelta(0)
        for wait in (timedelta(0), *actions.WAITS[:-1]):
            passed += wait
            assert tasks.one_round(worker_at(passed))
        assert ministry.get(f"/webhooks/{subscription}").json()["paused_at"] is None
        passed += actions.WAITS[-1]
        assert tasks.one_round(worker_at(passed))
        assert passed > actions.PAUSED_AFTER
        delivery = Delivery.objects.get()
        assert (delivery.state, delivery.attempts) == ("given_up", len(actions.WAITS) + 1)
        assert ministry.get(f"/webhooks/{subscription}").json()["paused_at"]
        with acting_as(SYSTEM):
            assert Notice.objects.filter(person=administrator.person, kind="webhook.paused").count() == 1
        world.open()
        assert not tasks.one_round(worker_at(passed + timedelta(days=1)))
        there.status = 200
        assert ministry.post(f"/webhooks/{subscription}/resume").json()["paused_at"] is None
        with acting_as(worker_at(passed)) as actor:
            actions.send_again(actor, delivery)
        assert tasks.one_round(worker_at(passed + timedelta(days=1)))
    assert set(Delivery.objects.values_list("state", flat=True)) == {"delivered"}


@pytest.mark.parametrize("is_there", [True, False])
def test_a_receiver_that_hangs_or_is_gone_keeps_nobody_waiting(
    world: World, ministry: Program, university: Program, monkeypatch: pytest.MonkeyPatch, is_there: bool
) -> None:
    monkeypatch.setattr(post, "ANSWER_SECONDS", 3)
    with receiver(hangs=True) as slow, receiver() as quick:
        if not is_there:
            slow.port = 9  # nobody listens
        first = subscribe(ministry, slow)["id"]
        subscribe(university, quick)
        for _each in range(3):
            world.open()
        tasks.one_round(worker_at())
        assert len(quick.got) == 3
        assert len(slow.got) == (1 if is_there else 0)
    failed = Delivery.objects.filter(subscription=first).exclude(failure="").get()
    assert failed.failure == ("silence" if is_there else "connection")
    row = Subscription.objects.get(pk=first)
    assert row.quiet_until == BEGAN + actions.WAITS[0]
    assert not tasks.one_round(worker_at(timedelta(seconds=5)))


def test_subscriptions_are_the_clients_own(world: World, ministry: Program, university: Program) -> None:
    with receiver() as there:
        made = subscribe(ministry, there)
    assert "secret" not in ministry.get(f"/webhooks/{made['id']}").json()
    assert university.get("/webhooks").json()["items"] == []
    for method, path in (("GET", ""), ("DELETE", ""), ("GET", "/deliveries"), ("POST", "/resume")):
        assert university.call(method, f"/webhooks/{made['id']}{path}").status_code == 404
    world.open()
    listed = ministry.get(f"/webhooks/{made['id']}/deliveries").json()["items"]
    assert [(row["type"], row["state"]) for row in listed] == [("case.opened", "waiting")]
    assert ministry.call("DELETE", f"/webhooks/{made['id']}").status_code == 204
    assert ministry.get(f"/webhooks/{made['id']}").status_code == 404
    assert not tasks.one_round(worker_at())
    world.open()
    assert Delivery.objects.count() == 1


def test_nothing_is_sent_to_a_client_that_ended(world: World, ministry: Program) -> None:
    with receiver() as there:
        subscribe(ministry, there)
        world.open()
        with acting_as(SYSTEM):
            end_client(SYSTEM, ministry.made.client)
        assert not tasks.one_round(worker_at())
        world.open()
    assert Delivery.objects.count() == 1
    assert there.got == []


def test_nothing_is_sent_to_a_client_whose_office_ended(world: World, ministry: Program) -> None:
    with receiver() as there:
        subscribe(ministry, there)
        world.open()
        Organization.objects.filter(pk=world.ministry.pk).update(ended_at=at(DAY))
        assert not tasks.one_round(worker_at())
    assert there.got == []


def test_a_message_cleared_away_while_it_is_sent_costs_the_others_nothing(
    world: World, ministry: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    with receiver() as there:
        first, second = subscribe(ministry, there), subscribe(ministry, there)
        world.open()

        def clears(parcels: list[Parcel], clock: Clock) -> list[post.Result]:
            Delivery.objects.filter(subscription=first["id"]).delete()
            return post.send_all(parcels, clock)

        monkeypatch.setattr(tasks, "send_all", clears)
        assert tasks.one_round(worker_at())
    assert [(str(row.subscription_id), row.state) for row in Delivery.objects.all()] == [(second["id"], "delivered")]


def test_a_client_has_ten_subscriptions_at_most(ministry: Program) -> None:
    with receiver() as there:
        for _each in range(actions.MOST_SUBSCRIPTIONS):
            subscribe(ministry, there)
        assert ministry.post("/webhooks", {"url": there.url}).status_code == 422


def test_what_was_sent_is_kept_for_a_month(world: World, ministry: Program) -> None:
    with receiver() as there:
        subscribe(ministry, there)
    world.open()
    for after, left in ((timedelta(days=29), 1), (timedelta(days=31), 0)):
        with acting_as(worker_at(after)) as actor:
            actions.clear_deliveries(actor)
        assert Delivery.objects.count() == left
    assert Case.objects.count() == 1
