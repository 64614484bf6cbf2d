from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, transaction
from django.http import Http404
from django.utils.translation import override
from procrastinate.contrib.django.models import ProcrastinateJob

from tidtam.kernel.actor import SYSTEM, Actor, acting_as, new_id
from tidtam.kernel.notifications.actions import notify, read_all_notices, read_notice
from tidtam.kernel.notifications.models import Delivery, Notice
from tidtam.kernel.notifications.queries import get_notice, my_notices, readable, unread_count
from tidtam.kernel.people.actions import destroy_private_key
from tidtam.kernel.people.tests.factories import officer_at

from .factories import GUARD, MOVED, make_lone_account, make_member

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("TRK-24")]
STEP = {"th": "ตรวจสอบเอกสาร", "en": "Documents checked"}
OFFICER = officer_at("mhesi", "ministry_case_officer")


def tell(actor: Actor = OFFICER, *, person_id: UUID | None = None, account_id: UUID | None = None) -> Notice | None:
    return notify(
        actor,
        person_id=person_id,
        account_id=account_id,
        kind=MOVED.key,
        subject_kind="case",
        subject_id=new_id(),
        url="/my/cases/",
        context={"code": "A-1", "step": STEP, "on": date(2026, 11, 21)},
    )


def test_a_notice_is_read_in_the_language_of_who_reads_it() -> None:
    member, person = make_member("somchai")
    with acting_as(OFFICER):
        tell(person_id=person.pk)

    with acting_as(member):
        with override("th"):
            words = readable(list(my_notices(member)))[0].words
            assert words.subject == "เรื่อง A-1: ตรวจสอบเอกสาร"
            assert words.body == "ขั้นตอน ตรวจสอบเอกสาร เมื่อ 21 พฤศจิกายน 2569"
        with override("en"):
            words = readable(list(my_notices(member)))[0].words
            assert words.subject == "Matter A-1: Documents checked"
            assert words.body == "Step Documents checked on 21 November 2026"


def test_the_row_holds_no_words() -> None:
    _member, person = make_member("somchai")
    with acting_as(SYSTEM):
        tell(person_id=person.pk)
        row = Notice.objects.values().get()
    assert "ตรวจสอบเอกสาร".encode() not in bytes(row["sealed"] or b"")
    assert row["platform_sealed"] == ""


def test_a_notice_to_an_account_is_one_to_its_person() -> None:
    member, person = make_member("somchai")
    lone = make_lone_account("robot")
    with acting_as(OFFICER):
        tell(account_id=member.account_id)
        tell(account_id=lone.account_id)

    with acting_as(member):
        assert [notice.person_id for notice in my_notices(member)] == [person.pk]
    with acting_as(lone), override("en"):
        notices = list(my_notices(lone))
        assert readable(notices)[0].words.subject == "Matter A-1: Documents checked"
        assert "Documents" not in notices[0].platform_sealed


def test_nobody_reads_anothers_notices_whatever_role_they_have() -> None:
    member, person = make_member("somchai")
    other, _other_person = make_member("malee")
    with acting_as(OFFICER):
        notice = tell(person_id=person.pk)
    assert notice is not None

    for reader in (other, OFFICER, officer_at("mhesi", "auditor")):
        with acting_as(reader):
            assert list(my_notices(reader)) == []
            assert unread_count(reader) == 0
            with pytest.raises(Http404):
                get_notice(reader, notice.pk)
            read_notice(reader, notice)
            # The second wall: not even a query without a scope finds it.
            assert not Notice.objects.exists()
            assert not Delivery.objects.exists()
    with acting_as(member):
        assert unread_count(member) == 1


def test_reading_counts_once_and_all_can_be_marked() -> None:
    member, person = make_member("somchai")
    with acting_as(OFFICER):
        notices = [tell(person_id=person.pk) for _ in range(3)]

    with acting_as(member):
        first = get_notice(member, notices[0].pk) if notices[0] else None
        assert first is not None
        read_notice(member, first)
        first.refresh_from_db()
        read_at = first.read_at
        read_notice(member, first)
        first.refresh_from_db()
        assert first.read_at == read_at is not None
        assert unread_count(member) == 2
        assert read_all_notices(member) == 2
        assert unread_count(member) == 0


def test_the_words_of_a_notice_cannot_be_rewritten() -> None:
    member, person = make_member("somchai")
    with acting_as(OFFICER):
        tell(person_id=person.pk)
    with acting_as(member), pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        my_notices(member).update(url="/elsewhere/")


def test_a_change_that_is_rolled_back_told_nobody() -> None:
    _member, person = make_member("somchai")

    class Accident(Exception):
        pass

    def change_that_fails() -> None:
        with acting_as(OFFICER):
            tell(person_id=person.pk)
            raise Accident

    with pytest.raises(Accident):
        change_that_fails()
    with acting_as(SYSTEM):
        assert not Notice.objects.exists()
        assert not ProcrastinateJob.objects.exists()

    with acting_as(OFFICER):
        tell(person_id=person.pk)
    with acting_as(SYSTEM):
        assert Notice.objects.count() == Delivery.objects.count() == ProcrastinateJob.objects.count() == 1


def test_after_erasure_the_words_are_gone_and_nothing_more_is_told() -> None:
    member, person = make_member("somchai")
    with acting_as(OFFICER):
        tell(person_id=person.pk)
    with acting_as(SYSTEM):
        destroy_private_key(SYSTEM, person)

    with acting_as(OFFICER):
        assert tell(person_id=person.pk) is None
    with acting_as(member), override("en"):
        words = readable(list(my_notices(member)))[0].words
    assert (words.subject, words.body) == ("Progress", "The words of this notice were erased.")


@pytest.mark.parametrize("url", ["https://elsewhere.example/", "//elsewhere.example/", "my/cases/"])
def test_a_notice_leads_nowhere_else(url: str) -> None:
    _member, person = make_member("somchai")
    with acting_as(OFFICER), pytest.raises(ValueError, match="this site"):
        notify(OFFICER, person_id=person.pk, kind=GUARD.key, subject_kind="case", subject_id=new_id(), url=url)


def test_a_context_without_what_the_words_need_fails_at_once() -> None:
    _member, person = make_member("somchai")
    with acting_as(OFFICER), pytest.raises(KeyError):
        notify(OFFICER, person_id=person.pk, kind=MOVED.key, subject_kind="case", subject_id=new_id(), url="/x/")


def test_a_list_costs_the_same_for_one_notice_and_for_many(django_assert_num_queries: Any) -> None:
    member, person = make_member("somchai")
    for number in (1, 4):
        with acting_as(OFFICER):
            for _ in range(number):
                tell(person_id=person.pk)
        with acting_as(member), django_assert_num_queries(2):
            readable(list(my_notices(member)))
