"""Recoveries are the platform's alone; a change of address is seen by its account, too."""

from django.db import migrations

OWN = "account_id = nullif(current_setting('tidtam.account', true), '')::uuid"
RULES = {
    "credentials_recovery": "tidtam_actor_is_system()",
    "credentials_addresschange": f"tidtam_actor_is_system() OR {OWN}",
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
    dependencies = [("credentials", "0003_recovery_and_addresses")]

    operations = [row_security(table, rule) for table, rule in RULES.items()]
