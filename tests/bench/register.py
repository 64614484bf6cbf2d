"""Very many holders in the public register, made by the database itself; and the pages that are measured on them."""

from typing import Any

from django.db import connections
from django.test import Client

from tidtam.kernel.actor import SYSTEM, acting_as
from tidtam.products.registry.actions import recount

SIZES = (10_000, 100_000)
_GIVEN = 400
_FAMILY = 4_000
"""So many names there are: one of the first is borne by every four hundredth, which is a common name at any size."""

_PERSONS = """
INSERT INTO people_person (id, kind, title, academic_title, rank, given_name, middle_name, family_name, title_en,
    given_name_en, middle_name_en, family_name_en, birth_precision, verified_source, created_at, also)
SELECT md5('holder' || n)::uuid, 'thai', 'นาย', '', '', 'ชื่อ' || n %% %(given)s, '', 'สกุล' || n %% %(family)s, '', '',
    '', '', '', '', TIMESTAMPTZ '2020-01-01', '{}'
FROM generate_series(%(first)s, %(last)s) n
"""
_ENTRIES = """
INSERT INTO registry_entry (id, person_id, organization_id, state, sealed, version, revision, position, standing,
    missing, unexplained, letter_no, begun_at, changed_at, approved_at)
SELECT md5('entry' || n)::uuid, md5('holder' || n)::uuid, (%(offices)s::uuid[])[n %% %(office_count)s + 1], 'approved',
    '', 2, 1, 'assistant_professor', 'serving', 0, 0, 'อว 1/1', moment, moment, moment
FROM generate_series(%(first)s, %(last)s) n,
    LATERAL (SELECT TIMESTAMPTZ '2020-01-01' + n * INTERVAL '1 minute') m (moment)
"""
_HOLDINGS = """
INSERT INTO registry_holding (id, entry_id, position, name, field_code, field_name, organization_id, appointed_on, year,
    sort_name, words)
SELECT md5('holding' || n)::uuid, md5('entry' || n)::uuid, 'assistant_professor', 'นาย' || called, code, field,
    (%(offices)s::uuid[])[n %% %(office_count)s + 1], DATE '2000-01-01' + n %% 9000,
    extract(year FROM DATE '2000-01-01' + n %% 9000), called, ' ' || called || ' ' || code || ' ' || field
FROM generate_series(%(first)s, %(last)s) n, LATERAL (
    SELECT 'ชื่อ' || n %% %(given)s || ' สกุล' || n %% %(family)s, lpad((n %% 300)::text, 4, '0'),
        'สาขาวิชา' || n %% 300
) w (called, code, field)
"""
STATEMENTS = (_PERSONS, _ENTRIES, _HOLDINGS)


def add_holders(first: int, last: int, offices: list[Any], alias: str = "owner") -> None:
    values: dict[str, Any] = {
        "first": first,
        "last": last,
        "offices": offices,
        "office_count": len(offices),
        "given": _GIVEN,
        "family": _FAMILY,
    }
    with connections[alias].cursor() as cursor:
        for statement in STATEMENTS:
            cursor.execute(statement, values)


def count_holders() -> None:
    with acting_as(SYSTEM) as actor:
        recount(actor)
    with connections["owner"].cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)")


def register_pages(visitor: Client) -> list[tuple[str, Client, str]]:
    return [
        ("register, first page", visitor, "/register/"),
        ("register, one holder", visitor, "/register/?q=ชื่อ77 สกุล77"),
        ("register, a common name", visitor, "/register/?q=ชื่อ77"),
        ("register, every name", visitor, "/register/?q=สกุล"),
        ("register, nobody", visitor, "/register/?q=ไม่มีใครชื่อนี้"),
        ("register, one field", visitor, "/register/?field=0077"),
        ("register, counts", visitor, "/register/counts/?by=field"),
    ]
