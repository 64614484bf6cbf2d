from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("identity", "0003_a_client_is_only_ended")]

    operations = [
        migrations.AddField("account", "temporary_until", models.DateField(blank=True, null=True)),
        # The few that end one day are looked through every hour; permanent ones, nearly all, are not in it.
        migrations.AddIndex(
            "account",
            models.Index(
                fields=["temporary_until"],
                condition=models.Q(temporary_until__isnull=False),
                name="account_temporary_until",
            ),
        ),
    ]
