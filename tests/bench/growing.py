"""Very many matters of other people, made by the database itself in a few statements."""

from typing import Any

from django.db import connections

CASES_PER_PERSON = 10
OFFICES = 10
EVENTS_PER_CASE = 12
ELSEWHERE = "แดนไกล"
"""A name of every hundredth person, none of whom belongs to the first office."""
OLD = "รุ่นเก่า"
"""What the letters of every hundredth matter begin with, all of them among the oldest."""
_AT_ONCE = 100_000

_PERSONS = """
INSERT INTO people_person (id, kind, title, academic_title, rank, given_name, middle_name, family_name, title_en,
    given_name_en, middle_name_en, family_name_en, birth_precision, verified_source, created_at, also)
SELECT md5('person' || n)::uuid, 'thai', 'นาย', '', '', 'ชื่อ' || n,
    CASE n %% 100 WHEN 5 THEN %(elsewhere)s ELSE '' END, 'สกุล' || n, '', '', '', '', '', '',
    TIMESTAMPTZ '2020-01-01', '{}'
FROM generate_series(%(first_person)s, %(last_person)s) n
"""
_AFFILIATIONS = """
INSERT INTO people_affiliation (id, person_id, organization_id, since, source, stated_name)
SELECT md5('affiliation' || n)::uuid, md5('person' || n)::uuid, (%(offices)s::uuid[])[n %% %(office_count)s + 1],
    DATE '2020-01-01', 'entered', ''
FROM generate_series(%(first_person)s, %(last_person)s) n
"""
# Every third has ended; the others are at their second step, some of them late.
_CASES = """
INSERT INTO tracking_case (id, organization_path, letter_no, tracking_code, version, received_on, status, ended_how,
    step, step_since, holder, held_since, due_on, limit_on, moved_on, organization_id, subject_id, process_id,
    process_version_id)
SELECT md5('case' || n)::uuid, o.path, CASE WHEN n %% 2000 BETWEEN 20 AND 39 THEN %(old)s ELSE 'อว' END || ' 9/' || n,
    substr(md5('code' || n), 1, 26), 12, day, CASE WHEN ended THEN 'completed' ELSE 'in_progress' END,
    CASE WHEN ended THEN 'approved' ELSE '' END,
    CASE WHEN ended THEN 'inform' ELSE 'examine' END, day + 60, CASE WHEN ended THEN '' ELSE c.holder END, day + 60,
    CASE WHEN ended THEN NULL ELSE day + 100 END, CASE WHEN ended THEN NULL ELSE day + 100 END, day + 60, o.id,
    md5('person' || n / 10)::uuid, c.process_id, c.process_version_id
FROM tracking_case c, generate_series(%(first)s, %(last)s) n
    JOIN orgs_organization o ON o.id = (%(offices)s::uuid[])[n / 10 %% %(office_count)s + 1],
    LATERAL (SELECT DATE '2020-01-01' + n %% 2000, n %% 3 = 0) d (day, ended)
WHERE c.id = %(case)s
"""
# Received, then back and forth at the second step, as a long matter looks.
_EVENTS = """
INSERT INTO tracking_caseevent (case_id, sequence, kind, step, outcome, leads_to, happened_on, recorded_at, order_no,
    letter_no, process_version_id)
SELECT c.id, s, kinds[s], CASE WHEN s < 3 THEN 'receive' WHEN s = 12 THEN c.step ELSE 'examine' END, '',
    CASE s WHEN 1 THEN 'receive' WHEN 2 THEN 'examine' WHEN 12 THEN c.ended_how ELSE '' END,
    c.received_on + 5 * s, c.received_on + 5 * s + TIME '10:00', '', '',
    CASE s WHEN 1 THEN c.process_version_id END
FROM generate_series(%(first)s, %(last)s) n
    JOIN tracking_case c ON c.id = md5('case' || n)::uuid, generate_series(1, 12) s,
    LATERAL (SELECT ARRAY['opened', 'finished', 'returned', 'resumed', 'returned', 'resumed', 'returned', 'resumed',
        'returned', 'resumed', 'note_to_subject', CASE WHEN c.ended_how = '' THEN 'note_to_subject' ELSE 'finished' END
    ]) k (kinds)
"""
# What the database finds out by itself for each matter, for all of them at once.
WORDS = """
SELECT c.id, c.organization_id, c.received_on,
    ' ' || concat_ws(' ', c.letter_no, c.tracking_code, p.given_name, nullif(p.middle_name, ''), p.family_name, '')
FROM generate_series(%(first)s, %(last)s) n JOIN tracking_case c ON c.id = md5('case' || n)::uuid
    JOIN people_person p ON p.id = c.subject_id
"""
_SEARCHED = "INSERT INTO tracking_casesearch (case_id, organization_id, received_on, text)"
_REQUESTS = """
INSERT INTO academic_academicrequest (id, state, letter_no, applicant_title, applicant_given_name,
    applicant_family_name, position, method, field_code, field_name, subfield_name, coordinator_name,
    coordinator_phone, coordinator_email, drafted_at, changed_at, submitted_at, version, case_id, organization_id,
    person_id)
SELECT md5('request' || n)::uuid, state, c.letter_no, 'นาย', 'ชื่อ' || n / 10, 'สกุล' || n / 10, position, method,
    field_code, field_name, subfield_name, coordinator_name, coordinator_phone, coordinator_email, moment, moment,
    moment, 2, c.id, c.organization_id, c.subject_id
FROM academic_academicrequest r, generate_series(%(first)s, %(last)s) n
    JOIN tracking_case c ON c.id = md5('case' || n)::uuid,
    LATERAL (SELECT TIMESTAMPTZ '2020-01-01' + n * INTERVAL '1 minute') d (moment)
WHERE r.case_id = %(case)s
"""
STATEMENTS = (_CASES, _EVENTS, _REQUESTS)
# What the database does at each row is done at once afterwards; keys to other tables are checked all the same.
_QUIET = ("tracking_case", "tracking_caseevent")


def add_persons(first: int, last: int, values: dict[str, Any], alias: str = "owner") -> None:
    with connections[alias].cursor() as cursor:
        for statement in (_PERSONS, _AFFILIATIONS):
            cursor.execute(statement, values | {"first_person": first, "last_person": last, "elsewhere": ELSEWHERE})


def add_cases(first: int, last: int, values: dict[str, Any]) -> None:
    for begin in range(first, last + 1, _AT_ONCE):
        numbers = values | {"first": begin, "last": min(begin + _AT_ONCE - 1, last), "old": OLD}
        with connections["owner"].cursor() as cursor:
            for table in _QUIET:
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            for statement in (*STATEMENTS, _SEARCHED + WORDS):
                cursor.execute(statement, numbers)
            for table in _QUIET:
                cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def settle() -> None:
    """What a server that has run for a while has done by itself."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)")
