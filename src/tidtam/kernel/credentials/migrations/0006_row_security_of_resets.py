"""A reset is seen by those who help, and by the account it concerns."""

from django.db import migrations

TABLE = "credentials_factorreset"
RULE = (
    "tidtam_actor_is_system() OR tidtam_actor_holds('account_admin') "
    "OR account_id = nullif(current_setting('tidtam.account', true), '')::uuid"
)


class Migration(migrations.Migration):
    dependencies = [("credentials", "0005_lost_factors")]

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
