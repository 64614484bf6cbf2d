from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0004_register_approver"),
    ]

    operations = [
        migrations.AlterField(
            model_name="rolegrant",
            name="role",
            field=models.CharField(
                choices=[
                    ("institution_officer", "Institution officer"),
                    ("ministry_case_officer", "Ministry case officer"),
                    ("register_approver", "Register approver"),
                    ("hr_officer", "Personnel officer"),
                    ("account_admin", "Account administrator"),
                    ("role_admin", "Role administrator"),
                    ("process_admin", "Process administrator"),
                    ("rules_admin", "Rules administrator"),
                    ("auditor", "Auditor"),
                ],
                max_length=40,
                verbose_name="role",
            ),
        ),
    ]
