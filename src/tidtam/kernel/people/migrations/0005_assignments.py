"""Where persons serve: appended and never changed, read by the office whose register it is, and by the person."""

import django.db.models.deletion
from django.db import migrations, models

KEEPERS = """tidtam_actor_is_system() OR EXISTS (
    SELECT 1 FROM orgs_organization AS office
    WHERE office.id = organization_id AND tidtam_actor_covers(office.path)
)"""

WALLS = f"""
REVOKE UPDATE, DELETE, TRUNCATE ON people_assignment FROM tidtam_app;
CREATE TRIGGER people_assignment_refuse_change BEFORE UPDATE OR DELETE ON people_assignment
    FOR EACH ROW EXECUTE FUNCTION tidtam_refuse_change();
CREATE TRIGGER people_assignment_refuse_truncate BEFORE TRUNCATE ON people_assignment
    FOR EACH STATEMENT EXECUTE FUNCTION tidtam_refuse_change();
ALTER TABLE people_assignment ENABLE ROW LEVEL SECURITY;
CREATE POLICY people_assignment_append ON people_assignment FOR INSERT TO tidtam_app WITH CHECK ({KEEPERS});
CREATE POLICY people_assignment_read ON people_assignment FOR SELECT TO tidtam_app
    USING (person_id = tidtam_actor_person() OR {KEEPERS});
"""

NO_WALLS = """
DROP POLICY people_assignment_read ON people_assignment;
DROP POLICY people_assignment_append ON people_assignment;
ALTER TABLE people_assignment DISABLE ROW LEVEL SECURITY;
DROP TRIGGER people_assignment_refuse_truncate ON people_assignment;
DROP TRIGGER people_assignment_refuse_change ON people_assignment;
GRANT UPDATE, DELETE ON people_assignment TO tidtam_app;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("orgs", "0002_former_names"),
        ("people", "0004_parts_of_names"),
    ]

    operations = [
        migrations.AddField(
            model_name="person",
            name="office",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="orgs.organization",
            ),
        ),
        migrations.CreateModel(
            name="Assignment",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("serving", "In service"),
                            ("transferred", "Transferred to another agency"),
                            ("resigned", "Resigned"),
                        ],
                        max_length=12,
                        verbose_name="status",
                    ),
                ),
                ("sealed", models.BinaryField()),
                ("effective_on", models.DateField()),
                ("is_void", models.BooleanField(default=False)),
                ("source_kind", models.CharField(max_length=30)),
                ("source_id", models.UUIDField()),
                ("recorded_at", models.DateTimeField()),
                ("recorded_by", models.UUIDField(null=True)),
                (
                    "organization",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="orgs.organization",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assignments",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["person", "-effective_on", "-id"], name="people_assignment_of_person"),
                    models.Index(fields=["organization", "-effective_on", "-id"], name="people_assignment_of_office"),
                    models.Index(fields=["source_kind", "source_id", "-id"], name="people_assignment_source"),
                ],
            },
        ),
        migrations.RunSQL(WALLS, NO_WALLS),
    ]
