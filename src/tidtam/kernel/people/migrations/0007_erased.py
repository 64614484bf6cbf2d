from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0006_find_many")]

    operations = [
        migrations.AddField("person", "erased_at", models.DateTimeField(blank=True, null=True)),
    ]
