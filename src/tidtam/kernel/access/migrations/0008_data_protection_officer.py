from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0007_client_administrator"),
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
                    ("data_officer", "Data protection officer"),
                    ("account_admin", "Account administrator"),
                    ("role_admin", "Role administrator"),
                    ("process_admin", "Process administrator"),
                    ("rules_admin", "Rules administrator"),
                    ("client_admin", "Administrator of connected services"),
                    ("auditor", "Auditor"),
                    ("central_group", "Central service-point group"),
                    ("service_point_officer", "Service-point officer"),
                ],
                max_length=40,
                verbose_name="role",
            ),
        ),
    ]
