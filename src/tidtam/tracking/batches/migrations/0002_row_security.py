"""The second wall: what stood in somebody's table is read by them and by the platform alone."""

from django.db import migrations

OWN = """tidtam_actor_is_system()
    OR account_id = nullif(current_setting('tidtam.account', true), '')::uuid"""


class Migration(migrations.Migration):
    dependencies = [("tracking_batches", "0001_initial"), ("audit", "0002_append_only")]

    operations = [
        migrations.RunSQL(
            f"""
            ALTER TABLE tracking_batches_importmistake ENABLE ROW LEVEL SECURITY;
            CREATE POLICY tracking_batches_importmistake_scope ON tracking_batches_importmistake TO tidtam_app
                USING ({OWN}) WITH CHECK ({OWN});
            """,
            """
            DROP POLICY tracking_batches_importmistake_scope ON tracking_batches_importmistake;
            ALTER TABLE tracking_batches_importmistake DISABLE ROW LEVEL SECURITY;
            """,
        )
    ]
