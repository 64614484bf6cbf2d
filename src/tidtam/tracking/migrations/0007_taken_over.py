from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("tracking", "0006_words_are_kept_by_the_database"),
    ]

    operations = [
        migrations.AlterField(
            model_name="caseevent",
            name="kind",
            field=models.CharField(
                choices=[
                    ("opened", "received"),
                    ("finished", "step finished"),
                    ("returned", "returned for correction"),
                    ("resumed", "handed in again"),
                    ("corrected", "entry corrected"),
                    ("closed", "closed early"),
                    ("withdrawn", "withdrawn"),
                    ("reopened", "reopened"),
                    ("note_to_subject", "note to the person concerned"),
                    ("internal_note", "internal note"),
                    ("link_renewed", "tracking link renewed"),
                    ("suspended", "suspended"),
                    ("continued", "continued"),
                    ("version_changed", "moved to another version of the process"),
                    ("taken_over", "taken over from earlier records"),
                ],
                max_length=15,
            ),
        ),
    ]
