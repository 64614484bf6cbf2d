"""The second wall: a notice is read by the one it is for; only the platform writes notices and handles secrets."""

from django.db import migrations

OWN = """tidtam_actor_is_system() OR person_id = tidtam_actor_person()
    OR account_id = nullif(current_setting('tidtam.account', true), '')::uuid"""
PLATFORM = "tidtam_actor_is_system()"


def row_security(table: str, *, using: str, check: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"""
        ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
        CREATE POLICY {table}_scope ON {table} TO tidtam_app USING ({using}) WITH CHECK ({check});
        """,
        f"""
        DROP POLICY {table}_scope ON {table};
        ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;
        """,
    )


class Migration(migrations.Migration):
    dependencies = [("notifications", "0001_initial"), ("audit", "0002_append_only")]

    operations = [
        row_security("notifications_notice", using=OWN, check=OWN),
        row_security("notifications_preference", using=OWN, check=OWN),
        row_security("notifications_delivery", using=PLATFORM, check=PLATFORM),
        row_security("notifications_secret", using=PLATFORM, check=PLATFORM),
        migrations.RunSQL(
            # What was written is not rewritten: the reader may only mark it as read, and keys change.
            "REVOKE UPDATE, DELETE, TRUNCATE ON notifications_notice FROM tidtam_app; "
            "GRANT UPDATE (read_at, platform_sealed) ON notifications_notice TO tidtam_app;",
            "GRANT UPDATE, DELETE ON notifications_notice TO tidtam_app;",
        ),
    ]
