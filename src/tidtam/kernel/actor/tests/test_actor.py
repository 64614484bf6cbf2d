import pytest
from django.db import connection, transaction

from tidtam.kernel.actor import SYSTEM, VISITOR, acting_as, covers, new_id


def test_an_organisation_covers_itself_and_what_is_below_but_no_name_alike() -> None:
    assert covers("mhesi", "mhesi")
    assert covers("mhesi", "mhesi/psu")
    assert not covers("mhesi/psu", "mhesi/psux")
    assert not covers("mhesi/psu", "mhesi")


def test_ids_sort_by_time() -> None:
    ids = [new_id() for _ in range(3)]
    assert {each.version for each in ids} == {7}


def _kind_known_to_database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('tidtam.actor_kind', true)")
        return str(cursor.fetchone()[0])


@pytest.mark.django_db
def test_the_database_knows_who_acts_and_remembers_the_outer_actor() -> None:
    with acting_as(SYSTEM):
        with acting_as(VISITOR):
            assert _kind_known_to_database() == "visitor"
        assert _kind_known_to_database() == "system"


@pytest.mark.django_db
def test_an_inner_actor_who_is_undone_gives_way_to_the_outer() -> None:
    with acting_as(SYSTEM):
        with acting_as(VISITOR):
            transaction.set_rollback(True)
        assert _kind_known_to_database() == "system"
