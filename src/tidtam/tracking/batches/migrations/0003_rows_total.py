from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("tracking_batches", "0002_row_security"),
    ]

    operations = [
        migrations.AddField(
            model_name="caseimport",
            name="rows_total",
            field=models.PositiveIntegerField(default=0),
        ),
    ]
