"""The second wall under files: one bug in a query must not open another institution's."""

from django.db import migrations

RULE = """tidtam_actor_is_system() OR person_id = tidtam_actor_person()
    OR organization_path <> '' AND tidtam_actor_covers(organization_path)"""


class Migration(migrations.Migration):
    dependencies = [("files", "0001_initial"), ("audit", "0002_append_only")]

    operations = [
        migrations.RunSQL(
            f"""
            REVOKE DELETE, TRUNCATE ON files_storedfile FROM tidtam_app;
            ALTER TABLE files_storedfile ENABLE ROW LEVEL SECURITY;
            CREATE POLICY files_storedfile_scope ON files_storedfile TO tidtam_app USING ({RULE}) WITH CHECK ({RULE});
            """,
            """
            DROP POLICY files_storedfile_scope ON files_storedfile;
            ALTER TABLE files_storedfile DISABLE ROW LEVEL SECURITY;
            GRANT DELETE ON files_storedfile TO tidtam_app;
            """,
        ),
    ]
