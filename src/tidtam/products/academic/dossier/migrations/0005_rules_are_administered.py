"""What is set holds from a day and for a reason; a set of rules that was to come may be taken back."""

from importlib import import_module

import django.db.models.deletion
from django.db import migrations, models

import tidtam.kernel.actor.ids

append_only = import_module("tidtam.products.academic.dossier.migrations.0002_frozen_and_walled").append_only

DAYS = """
    ALTER TABLE academic_dossier_ruleparameter ADD COLUMN holds_from date;
    ALTER TABLE academic_dossier_ruleparameter DISABLE TRIGGER academic_dossier_ruleparameter_refuse_change;
    UPDATE academic_dossier_ruleparameter SET holds_from = (set_at AT TIME ZONE 'Asia/Bangkok')::date;
    ALTER TABLE academic_dossier_ruleparameter ENABLE TRIGGER academic_dossier_ruleparameter_refuse_change;
    ALTER TABLE academic_dossier_ruleparameter ALTER COLUMN holds_from SET NOT NULL;
"""
"""What was set before held from the day on which it was set."""


class Migration(migrations.Migration):
    dependencies = [("academic_dossier", "0004_drafts_are_the_institutions")]

    operations = [
        migrations.CreateModel(
            name="RuleSetTakenBack",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tidtam.kernel.actor.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("taken_back_at", models.DateTimeField()),
                ("taken_back_by", models.UUIDField(null=True)),
                (
                    "rule_set",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="taken_back",
                        to="academic_dossier.publishedruleset",
                    ),
                ),
            ],
        ),
        append_only("academic_dossier_rulesettakenback"),
        migrations.AlterField("ruleparameter", "key", models.CharField(max_length=70)),
        migrations.AlterField("ruleparameter", "value", models.TextField(blank=True)),
        migrations.AddField(
            "ruleparameter", "reason", models.TextField(blank=True, default=""), preserve_default=False
        ),
        migrations.SeparateDatabaseAndState(
            [
                migrations.RunSQL(
                    DAYS,
                    "ALTER TABLE academic_dossier_ruleparameter DROP COLUMN holds_from",
                )
            ],
            [migrations.AddField("ruleparameter", "holds_from", models.DateField(), preserve_default=False)],
        ),
    ]
