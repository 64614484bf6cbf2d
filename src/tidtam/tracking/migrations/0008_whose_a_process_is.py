from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("tracking", "0007_taken_over"),
    ]

    operations = [
        migrations.AddField(
            model_name="process",
            name="organization_path",
            field=models.CharField(blank=True, default="", max_length=400),
            preserve_default=False,
        ),
    ]
