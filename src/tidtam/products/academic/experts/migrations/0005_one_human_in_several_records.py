"""The row-level security knows a person under each of their records."""

from importlib import import_module

from django.db import migrations

own_under_any_record = import_module(
    "tidtam.kernel.audit.migrations.0004_one_human_in_several_records"
).own_under_any_record


class Migration(migrations.Migration):
    dependencies = [("academic_experts", "0004_names_are_sealed"), ("audit", "0004_one_human_in_several_records")]

    operations = [
        own_under_any_record(
            "academic_experts_approach",
            "academic_experts_asking",
            "academic_experts_committee",
            "academic_experts_conflictanswer",
            "academic_experts_expert",
            "academic_experts_member",
        ),
    ]
