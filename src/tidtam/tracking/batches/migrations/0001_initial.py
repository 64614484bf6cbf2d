import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import tidtam.kernel.actor.ids


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("tracking", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="BulkAction",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tidtam.kernel.actor.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("account_id", models.UUIDField()),
                ("grants", django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), size=None)),
                ("language", models.CharField(max_length=5)),
                ("made_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "act",
                    models.CharField(
                        choices=[
                            ("finish", "Record the step"),
                            ("suspend", "Suspend"),
                            ("continue", "Continue"),
                            ("note", "Write an internal note"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "Not ordered yet"), ("ordered", "Being recorded"), ("done", "Done")],
                        default="draft",
                        max_length=8,
                    ),
                ),
                ("step", models.CharField(max_length=40)),
                ("happened_on", models.DateField(null=True)),
                ("outcome", models.CharField(blank=True, max_length=40)),
                ("order_no", models.CharField(blank=True, max_length=100)),
                ("letter_no", models.CharField(blank=True, max_length=100)),
                ("sealed_text", models.TextField(blank=True)),
                (
                    "process_version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="tracking.processversion"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="BulkItem",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("expected_version", models.PositiveIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "Waiting"), ("done", "Was recorded"), ("refused", "Not recorded")],
                        default="waiting",
                        max_length=7,
                    ),
                ),
                ("reason", models.TextField(blank=True)),
                (
                    "bulk",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items",
                        to="tracking_batches.bulkaction",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="tracking.case",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="CaseImport",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tidtam.kernel.actor.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("account_id", models.UUIDField()),
                ("grants", django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), size=None)),
                ("language", models.CharField(max_length=5)),
                ("made_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("checking", "Being examined"),
                            ("checked", "Examined"),
                            ("unreadable", "Cannot be read"),
                            ("importing", "Being imported"),
                            ("imported", "Imported"),
                            ("discarded", "Discarded"),
                        ],
                        default="checking",
                        max_length=10,
                    ),
                ),
                (
                    "mode",
                    models.CharField(
                        blank=True,
                        choices=[("all", "All rows or none"), ("good", "Only the rows without mistakes")],
                        max_length=4,
                    ),
                ),
                ("file_id", models.UUIDField()),
                ("unknown_columns", models.JSONField(default=list)),
                ("rows_read", models.PositiveIntegerField(default=0)),
                ("good", models.PositiveIntegerField(default=0)),
                ("bad", models.PositiveIntegerField(default=0)),
                ("imported", models.PositiveIntegerField(default=0)),
                ("done_to_row", models.PositiveIntegerField(default=0)),
                ("failure", models.TextField(blank=True)),
                ("failure_facts", models.JSONField(default=dict)),
                (
                    "process",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="tracking.process"
                    ),
                ),
                (
                    "process_version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="tracking.processversion"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ImportMistake",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("account_id", models.UUIDField()),
                ("row", models.PositiveIntegerField()),
                ("column", models.CharField(blank=True, max_length=80)),
                ("message", models.TextField()),
                ("facts", models.JSONField(default=dict)),
                ("sealed_found", models.TextField(blank=True)),
                (
                    "case_import",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mistakes",
                        to="tracking_batches.caseimport",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="bulkaction",
            index=models.Index(fields=["account_id", "-made_at", "-id"], name="tracking_bulk_of_account"),
        ),
        migrations.AddConstraint(
            model_name="bulkaction",
            constraint=models.CheckConstraint(
                condition=models.Q(("state", "draft"), ("happened_on__isnull", False), _connector="OR"),
                name="tracking_bulk_filled_in",
            ),
        ),
        migrations.AddConstraint(
            model_name="bulkitem",
            constraint=models.UniqueConstraint(fields=("bulk", "case"), name="tracking_bulk_case_once"),
        ),
        migrations.AddIndex(
            model_name="caseimport",
            index=models.Index(fields=["account_id", "-made_at", "-id"], name="tracking_import_of_account"),
        ),
        migrations.AddIndex(
            model_name="importmistake",
            index=models.Index(fields=["case_import", "row", "id"], name="tracking_import_mistakes"),
        ),
    ]
