"""Who signs in where is the person's own business; codes, tokens and signing keys are the platform's alone."""

from django.db import migrations

SYSTEM = "tidtam_actor_is_system()"
OWN = f"{SYSTEM} OR account_id = nullif(current_setting('tidtam.account', true), '')::uuid"
RULES = {
    "provider_consent": OWN,
    "provider_authorization": OWN,
    "provider_servicetoken": SYSTEM,
    "provider_signingkey": SYSTEM,
}


def row_security(table: str, rule: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"""
        ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
        CREATE POLICY {table}_scope ON {table} TO tidtam_app USING ({rule}) WITH CHECK ({rule});
        """,
        f"""
        DROP POLICY {table}_scope ON {table};
        ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;
        """,
    )


class Migration(migrations.Migration):
    dependencies = [("provider", "0001_initial"), ("audit", "0002_append_only")]

    operations = [row_security(table, rule) for table, rule in RULES.items()]
