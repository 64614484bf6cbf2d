from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("identity", "0004_temporary_accounts"),
    ]

    operations = [
        migrations.RenameModel(old_name="ThaidAttempt", new_name="OpenIdAttempt"),
        migrations.AddField(
            model_name="openidattempt",
            name="provider",
            field=models.CharField(
                choices=[("thaid", "ThaiD"), ("digital_id", "Digital ID")], default="thaid", max_length=20
            ),
            preserve_default=False,
        ),
    ]
