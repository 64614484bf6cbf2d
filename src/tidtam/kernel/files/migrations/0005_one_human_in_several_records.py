"""The row-level security knows a person under each of their records."""

from importlib import import_module

from django.db import migrations

own_under_any_record = import_module(
    "tidtam.kernel.audit.migrations.0004_one_human_in_several_records"
).own_under_any_record


class Migration(migrations.Migration):
    dependencies = [("files", "0004_ended"), ("audit", "0004_one_human_in_several_records")]

    operations = [own_under_any_record("files_storedfile")]
