"""Which name in the directory signs somebody in is seen by its owner; the sign-in page asks as the platform."""

from django.db import migrations

TABLE = "credentials_directorylogin"
RULE = "tidtam_actor_is_system() OR account_id = nullif(current_setting('tidtam.account', true), '')::uuid"


class Migration(migrations.Migration):
    dependencies = [("credentials", "0007_directory_sign_in")]

    operations = [
        migrations.RunSQL(
            f"""
            ALTER TABLE {TABLE} ENABLE ROW LEVEL SECURITY;
            CREATE POLICY {TABLE}_scope ON {TABLE} TO tidtam_app USING ({RULE}) WITH CHECK ({RULE});
            """,
            f"""
            DROP POLICY {TABLE}_scope ON {TABLE};
            ALTER TABLE {TABLE} DISABLE ROW LEVEL SECURITY;
            """,
        ),
    ]
