"""Which other records turned out to be the same human's."""

from importlib import import_module

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
from django.db import migrations, models

own_under_any_record = import_module(
    "tidtam.kernel.audit.migrations.0004_one_human_in_several_records"
).own_under_any_record


class Migration(migrations.Migration):
    dependencies = [("people", "0007_erased"), ("audit", "0004_one_human_in_several_records")]

    operations = [
        migrations.AddField(
            model_name="person",
            name="also",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.UUIDField(), blank=True, default=list, size=None
            ),
        ),
        migrations.AddIndex(
            model_name="person",
            index=django.contrib.postgres.indexes.GinIndex(
                condition=models.Q(("also", []), _negated=True), fields=["also"], name="people_person_also"
            ),
        ),
        own_under_any_record(
            "people_affiliation",
            "people_assignment",
            "people_contactaddress",
            "people_identifier",
            "people_personkey",
        ),
    ]
