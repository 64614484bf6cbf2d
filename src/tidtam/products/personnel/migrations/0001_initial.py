"""Requests of an office's staff, which the database shows to the person and to the office only."""

import django.db.models.deletion
from django.db import migrations, models

import tidtam.kernel.actor.ids

RULE = """tidtam_actor_is_system() OR person_id = tidtam_actor_person() OR EXISTS (
    SELECT 1 FROM orgs_organization AS office
    WHERE office.id = organization_id AND tidtam_actor_covers(office.path)
)"""

ROW_SECURITY = f"""
ALTER TABLE personnel_personnelrequest ENABLE ROW LEVEL SECURITY;
CREATE POLICY personnel_personnelrequest_scope ON personnel_personnelrequest TO tidtam_app
    USING ({RULE}) WITH CHECK ({RULE});
"""

NO_ROW_SECURITY = """
DROP POLICY personnel_personnelrequest_scope ON personnel_personnelrequest;
ALTER TABLE personnel_personnelrequest DISABLE ROW LEVEL SECURITY;
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("orgs", "0002_former_names"),
        ("people", "0005_assignments"),
        ("tracking", "0002_history_is_never_rewritten"),
    ]

    operations = [
        migrations.CreateModel(
            name="MoveRound",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tidtam.kernel.actor.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("year", models.PositiveSmallIntegerField()),
                ("month", models.PositiveSmallIntegerField()),
                ("opens_on", models.DateField()),
                ("closes_on", models.DateField()),
                ("version", models.PositiveIntegerField(default=1)),
                ("changed_at", models.DateTimeField()),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="orgs.organization"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("organization", "year", "month"), name="personnel_round_once"),
                    models.CheckConstraint(
                        condition=models.Q(("closes_on__gte", models.F("opens_on")), ("month__in", (5, 12))),
                        name="personnel_round_dates",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PersonnelRequest",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tidtam.kernel.actor.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("promotion", "Assessment of academic work / promotion"),
                            ("transfer", "Transfer to another agency"),
                            ("move", "Move within the department"),
                            ("resignation", "Resignation"),
                        ],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "Draft"), ("submitted", "Handed in"), ("withdrawn", "Withdrawn")],
                        default="draft",
                        max_length=12,
                    ),
                ),
                ("is_on_paper", models.BooleanField(default=False)),
                ("received_on", models.DateField(blank=True, null=True)),
                ("letter_no", models.CharField(blank=True, max_length=100)),
                (
                    "target_level",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("operational", "Operational level"),
                            ("experienced", "Experienced level"),
                            ("senior", "Senior level"),
                            ("highly_skilled", "Highly skilled level"),
                            ("practitioner", "Practitioner level"),
                            ("professional", "Professional level"),
                            ("senior_professional", "Senior professional level"),
                            ("expert", "Expert level"),
                            ("advisory", "Advisory level"),
                            ("lower_director", "Director, primary level"),
                            ("higher_director", "Director, higher level"),
                            ("lower_executive", "Executive, primary level"),
                            ("higher_executive", "Executive, higher level"),
                        ],
                        max_length=30,
                    ),
                ),
                ("target_position", models.CharField(blank=True, max_length=200)),
                ("target_unit", models.CharField(blank=True, max_length=200)),
                ("work_title", models.CharField(blank=True, max_length=200)),
                ("destination", models.CharField(blank=True, max_length=200)),
                ("wished_on", models.DateField(blank=True, null=True)),
                ("leave_on", models.DateField(blank=True, null=True)),
                ("for_election", models.BooleanField(default=False)),
                ("reason", models.CharField(blank=True, max_length=2000)),
                ("round_year", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("round_month", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("effective_on", models.DateField(blank=True, null=True)),
                ("order_position", models.CharField(blank=True, max_length=200)),
                ("order_unit", models.CharField(blank=True, max_length=200)),
                ("drafted_by", models.UUIDField(null=True)),
                ("drafted_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                ("submitted_at", models.DateTimeField(blank=True, null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "case",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="personnel_request",
                        to="tracking.case",
                    ),
                ),
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
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["organization", "-changed_at", "-id"], name="personnel_office_newest"),
                    models.Index(fields=["person", "kind"], name="personnel_same_person"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("case", None), ("state", "draft"), ("submitted_at", None)),
                            ("state", "withdrawn"),
                            models.Q(
                                ("case__isnull", False),
                                ("received_on__isnull", False),
                                ("state", "submitted"),
                                ("submitted_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="personnel_submitted_has_case",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("round_month", None), ("round_year", None)),
                            models.Q(("kind", "move"), ("round_month__in", (5, 12)), ("round_year__isnull", False)),
                            _connector="OR",
                        ),
                        name="personnel_round_of_moves",
                    ),
                ],
            },
        ),
        migrations.RunSQL(ROW_SECURITY, NO_ROW_SECURITY),
    ]
