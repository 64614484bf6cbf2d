"""The web may add a grant and end it; it can neither alter what was granted nor delete it."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("access", "0001_initial")]

    operations = [
        migrations.RunSQL(
            sql=(
                "REVOKE UPDATE, DELETE, TRUNCATE ON access_rolegrant FROM tidtam_app; "
                "GRANT UPDATE (ended_at, ended_by_id, end_reason) ON access_rolegrant TO tidtam_app;"
            ),
            reverse_sql="GRANT UPDATE, DELETE ON access_rolegrant TO tidtam_app;",
        )
    ]
