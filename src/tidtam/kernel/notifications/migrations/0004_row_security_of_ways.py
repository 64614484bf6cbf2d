"""A device or a chat is its owner's; what became of messages about a notice may be read by whoever reads the notice."""

from django.db import migrations

OWN = """tidtam_actor_is_system() OR person_id = tidtam_actor_person()
    OR account_id = nullif(current_setting('tidtam.account', true), '')::uuid"""


class Migration(migrations.Migration):
    dependencies = [("notifications", "0003_ways_that_people_link")]

    operations = [
        migrations.RunSQL(
            f"""
            ALTER TABLE notifications_destination ENABLE ROW LEVEL SECURITY;
            CREATE POLICY notifications_destination_scope ON notifications_destination TO tidtam_app
                USING ({OWN}) WITH CHECK ({OWN});
            """,
            """
            DROP POLICY notifications_destination_scope ON notifications_destination;
            ALTER TABLE notifications_destination DISABLE ROW LEVEL SECURITY;
            """,
        ),
        migrations.RunSQL(
            # The notice's own policy decides who finds it here.
            """
            CREATE POLICY notifications_delivery_own ON notifications_delivery FOR SELECT TO tidtam_app
                USING (EXISTS (SELECT 1 FROM notifications_notice AS told WHERE told.id = notice_id));
            """,
            "DROP POLICY notifications_delivery_own ON notifications_delivery;",
        ),
    ]
