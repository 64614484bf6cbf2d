import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import tidtam.kernel.actor.ids

OWN = "tidtam_actor_is_system() OR person_id = tidtam_actor_person()"
TABLE = "registration_withdrawal"


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0007_erased"),
        ("registration", "0003_own_browser"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Withdrawal",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tidtam.kernel.actor.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("withdrawn_at", models.DateTimeField()),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "consent",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="withdrawal",
                        to="registration.consent",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
            ],
        ),
        migrations.RunSQL(
            f"""
            ALTER TABLE {TABLE} ENABLE ROW LEVEL SECURITY;
            CREATE POLICY {TABLE}_scope ON {TABLE} TO tidtam_app USING ({OWN}) WITH CHECK ({OWN});
            REVOKE UPDATE, DELETE, TRUNCATE ON {TABLE} FROM tidtam_app;
            CREATE TRIGGER {TABLE}_refuse_change BEFORE UPDATE OR DELETE ON {TABLE}
                FOR EACH ROW EXECUTE FUNCTION tidtam_refuse_change();
            CREATE TRIGGER {TABLE}_refuse_truncate BEFORE TRUNCATE ON {TABLE}
                FOR EACH STATEMENT EXECUTE FUNCTION tidtam_refuse_change();
            """,
            f"""
            DROP TRIGGER {TABLE}_refuse_truncate ON {TABLE};
            DROP TRIGGER {TABLE}_refuse_change ON {TABLE};
            GRANT UPDATE, DELETE ON {TABLE} TO tidtam_app;
            DROP POLICY {TABLE}_scope ON {TABLE};
            ALTER TABLE {TABLE} DISABLE ROW LEVEL SECURITY;
            """,
        ),
    ]
