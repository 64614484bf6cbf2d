"""What became of each signature; never changed, and behind the same wall as its dossier."""

import django.db.models.deletion
from django.db import migrations, models

import tidtam.kernel.actor.ids

WALLED = """
    REVOKE UPDATE, DELETE, TRUNCATE ON academic_dossier_signingact FROM tidtam_app;
    CREATE TRIGGER academic_dossier_signingact_refuse_change BEFORE UPDATE OR DELETE ON academic_dossier_signingact
        FOR EACH ROW EXECUTE FUNCTION tidtam_refuse_change();
    CREATE TRIGGER academic_dossier_signingact_refuse_truncate BEFORE TRUNCATE ON academic_dossier_signingact
        FOR EACH STATEMENT EXECUTE FUNCTION tidtam_refuse_change();
    ALTER TABLE academic_dossier_signingact ENABLE ROW LEVEL SECURITY;
    CREATE POLICY academic_dossier_signingact_scope ON academic_dossier_signingact TO tidtam_app
        USING (EXISTS (SELECT 1 FROM academic_dossier_dossier AS whole WHERE whole.id = dossier_id))
        WITH CHECK (EXISTS (SELECT 1 FROM academic_dossier_dossier AS whole WHERE whole.id = dossier_id));
    """
OPEN = """
    DROP POLICY academic_dossier_signingact_scope ON academic_dossier_signingact;
    ALTER TABLE academic_dossier_signingact DISABLE ROW LEVEL SECURITY;
    DROP TRIGGER academic_dossier_signingact_refuse_truncate ON academic_dossier_signingact;
    DROP TRIGGER academic_dossier_signingact_refuse_change ON academic_dossier_signingact;
    GRANT UPDATE, DELETE ON academic_dossier_signingact TO tidtam_app;
    """


class Migration(migrations.Migration):
    dependencies = [
        ("academic_dossier", "0005_rules_are_administered"),
    ]

    operations = [
        migrations.AlterField(
            model_name="dossieredition",
            name="occasion",
            field=models.CharField(
                choices=[
                    ("to_sign", "Printed to be signed"),
                    ("on_paper", "Signed on paper before it was entered here"),
                    ("sent", "At the sending to the ministry"),
                ],
                max_length=20,
            ),
        ),
        migrations.CreateModel(
            name="SigningAct",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=tidtam.kernel.actor.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "signer",
                    models.CharField(
                        choices=[
                            ("applicant", "Applicant"),
                            ("checks", "Supervisor who checks the qualifications"),
                            ("above", "Supervisor above"),
                            ("committee", "Chair of the expert committee"),
                            ("kpw", "Chair or secretary of the academic position committee"),
                            ("council", "Chair or secretary of the institution council"),
                        ],
                        max_length=12,
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(default=1)),
                (
                    "act",
                    models.CharField(
                        choices=[
                            ("signed", "Signed"),
                            ("confirmed", "Signed the correction"),
                            ("opened", "Opened for changes"),
                            ("refused", "Refused to sign"),
                        ],
                        max_length=12,
                    ),
                ),
                ("digest", models.CharField(blank=True, max_length=64)),
                ("happened_on", models.DateField(null=True)),
                ("told", models.BinaryField(null=True)),
                ("scan", models.UUIDField(null=True)),
                ("made_at", models.DateTimeField()),
                ("made_by", models.UUIDField(null=True)),
                (
                    "dossier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signing_acts",
                        to="academic_dossier.dossier",
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="academic_dossier.dossieredition",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["dossier", "made_at"], name="academic_dossier_signing")],
            },
        ),
        migrations.RunSQL(WALLED, OPEN),
    ]
