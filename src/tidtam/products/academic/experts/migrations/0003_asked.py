"""Of whom the commission was asked, behind the wall of the committees: what it decided tells the applicant nothing."""

import django.db.models.deletion
from django.db import migrations, models

import tidtam.kernel.actor.ids

WALL = """
ALTER TABLE academic_experts_asking ENABLE ROW LEVEL SECURITY;
CREATE POLICY academic_experts_asking_scope ON academic_experts_asking TO tidtam_app USING (
    tidtam_actor_is_system() OR EXISTS (
        SELECT 1 FROM academic_experts_member AS seat
            JOIN academic_experts_committee AS about ON about.id = seat.committee_id
        WHERE seat.id = member_id AND about.applicant_id IS DISTINCT FROM tidtam_actor_person()
    )
);
REVOKE UPDATE, DELETE, TRUNCATE ON academic_experts_asking FROM tidtam_app;
CREATE TRIGGER academic_experts_asking_refuse_change BEFORE UPDATE OR DELETE ON academic_experts_asking
    FOR EACH ROW EXECUTE FUNCTION tidtam_refuse_change();
CREATE TRIGGER academic_experts_asking_refuse_truncate BEFORE TRUNCATE ON academic_experts_asking
    FOR EACH STATEMENT EXECUTE FUNCTION tidtam_refuse_change();
"""
NO_WALL = """
DROP TRIGGER academic_experts_asking_refuse_truncate ON academic_experts_asking;
DROP TRIGGER academic_experts_asking_refuse_change ON academic_experts_asking;
GRANT UPDATE ON academic_experts_asking TO tidtam_app;
DROP POLICY academic_experts_asking_scope ON academic_experts_asking;
ALTER TABLE academic_experts_asking DISABLE ROW LEVEL SECURITY;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("academic_experts", "0002_walls"),
        ("tracking", "0012_search_stays_near"),
    ]

    operations = [
        migrations.CreateModel(
            name="Asking",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tidtam.kernel.actor.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="tracking.case"
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="askings",
                        to="academic_experts.member",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("member", "case"), name="experts_asked_once")],
            },
        ),
        migrations.RunSQL(WALL, NO_WALL),
    ]
