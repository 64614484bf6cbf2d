"""Drafts are the platform's alone; what a member stated is their own; consents and reminders are never rewritten."""

from django.db import migrations

OWN = "tidtam_actor_is_system() OR person_id = tidtam_actor_person()"
RULES = {
    "registration_draft": "tidtam_actor_is_system()",
    "registration_statement": f"{OWN} OR tidtam_actor_holds('account_admin')",
    "registration_consent": OWN,
    "registration_reminder": "tidtam_actor_is_system()",
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


def append_only(table: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"""
        REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM tidtam_app;
        CREATE TRIGGER {table}_refuse_change BEFORE UPDATE OR DELETE ON {table}
            FOR EACH ROW EXECUTE FUNCTION tidtam_refuse_change();
        CREATE TRIGGER {table}_refuse_truncate BEFORE TRUNCATE ON {table}
            FOR EACH STATEMENT EXECUTE FUNCTION tidtam_refuse_change();
        """,
        f"""
        DROP TRIGGER {table}_refuse_truncate ON {table};
        DROP TRIGGER {table}_refuse_change ON {table};
        GRANT UPDATE, DELETE ON {table} TO tidtam_app;
        """,
    )


class Migration(migrations.Migration):
    dependencies = [("registration", "0001_initial"), ("audit", "0002_append_only")]

    operations = [
        *(row_security(table, rule) for table, rule in RULES.items()),
        append_only("registration_consent"),
        append_only("registration_reminder"),
    ]
