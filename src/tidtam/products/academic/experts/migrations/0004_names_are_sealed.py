"""The names taken from a request go under the applicant's key; of those already erased nothing is kept."""

import json
from typing import Any

from django.db import migrations, models

from tidtam.kernel.keys import decrypt_bytes
from tidtam.kernel.people.private_text import seal_under, wrapping_field

_NAMES = ("applicant_names", "coauthors", "supervisors")


def seal_names(apps: Any, schema_editor: Any) -> None:
    alias = schema_editor.connection.alias
    keys = dict(
        apps.get_model("people", "PersonKey")
        .objects.using(alias)
        .filter(destroyed_at=None)
        .values_list("person_id", "wrapped")
    )
    for row in apps.get_model("academic_experts", "Committee").objects.using(alias).iterator():
        said = json.dumps({name: getattr(row, name) for name in _NAMES}, ensure_ascii=False)
        wrapped, person_id = keys.get(row.applicant_id), row.applicant_id
        row.sealed_names = (
            seal_under(decrypt_bytes(wrapped, wrapping_field(person_id)), person_id, said) if wrapped else b""
        )
        row.save(update_fields=["sealed_names"])


class Migration(migrations.Migration):
    dependencies = [("academic_experts", "0003_asked"), ("people", "0007_erased")]

    operations = [
        migrations.AddField("committee", "sealed_names", models.BinaryField(null=True)),
        migrations.RunPython(seal_names, migrations.RunPython.noop),
        migrations.AlterField("committee", "sealed_names", models.BinaryField()),
        *(migrations.RemoveField("committee", name) for name in _NAMES),
    ]
