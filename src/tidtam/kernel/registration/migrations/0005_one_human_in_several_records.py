"""Whoever registered and was known before stands in both records; and row-level security knows them under each."""

from importlib import import_module

from django.db import migrations

own_under_any_record = import_module(
    "tidtam.kernel.audit.migrations.0004_one_human_in_several_records"
).own_under_any_record

# Until now nothing but the consent told that the two were one.
JOIN_THOSE_FOUND_BEFORE = """
UPDATE people_person AS proven SET also = found.records
FROM (
    SELECT account.person_id AS person, array_agg(DISTINCT consent.person_id) AS records
    FROM registration_consent AS consent JOIN identity_account AS account ON account.id = consent.account_id
    WHERE account.person_id <> consent.person_id
    GROUP BY account.person_id
) AS found
WHERE proven.id = found.person;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("registration", "0004_withdrawals"),
        ("audit", "0004_one_human_in_several_records"),
        ("people", "0008_one_human_in_several_records"),
        ("identity", "0005_openid_attempts"),
    ]

    operations = [
        own_under_any_record("registration_statement", "registration_withdrawal"),
        migrations.RunSQL(JOIN_THOSE_FOUND_BEFORE, migrations.RunSQL.noop),
    ]
