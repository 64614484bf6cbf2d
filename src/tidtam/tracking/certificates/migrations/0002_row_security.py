"""A certificate is seen by whose it is; what it stated is never rewritten, it only ends."""

from django.db import migrations

OWN = "tidtam_actor_is_system() OR person_id = tidtam_actor_person()"


class Migration(migrations.Migration):
    dependencies = [("tracking_certificates", "0001_initial"), ("audit", "0002_append_only")]

    operations = [
        migrations.RunSQL(
            f"""
            ALTER TABLE tracking_certificates_certificate ENABLE ROW LEVEL SECURITY;
            CREATE POLICY tracking_certificates_certificate_scope ON tracking_certificates_certificate TO tidtam_app
                USING ({OWN}) WITH CHECK ({OWN});
            REVOKE UPDATE, DELETE, TRUNCATE ON tracking_certificates_certificate FROM tidtam_app;
            GRANT UPDATE (ended_at) ON tracking_certificates_certificate TO tidtam_app;
            """,
            """
            GRANT UPDATE, DELETE ON tracking_certificates_certificate TO tidtam_app;
            DROP POLICY tracking_certificates_certificate_scope ON tracking_certificates_certificate;
            ALTER TABLE tracking_certificates_certificate DISABLE ROW LEVEL SECURITY;
            """,
        ),
    ]
