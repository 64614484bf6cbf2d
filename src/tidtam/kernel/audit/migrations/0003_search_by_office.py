"""An auditor of one institution searches a range of an index, not the whole trail."""

from django.db import migrations, models

# A column that a policy speaks of cannot change its type; the policy comes back as it was.
DROP = "DROP POLICY audit_record_read ON audit_record;"
CREATE = """
CREATE POLICY audit_record_read ON audit_record FOR SELECT TO tidtam_app USING (
    tidtam_actor_is_system()
    OR person_id = tidtam_actor_person()
    OR tidtam_actor_holds('auditor') AND CASE
        WHEN organization_path = '' THEN tidtam_actor_at_root()
        ELSE tidtam_actor_covers(organization_path)
    END
);
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_append_only")]

    operations = [
        migrations.RunSQL(DROP, CREATE),
        migrations.AlterField("auditrecord", "organization_path", models.CharField(db_collation="C", max_length=500)),
        migrations.RunSQL(CREATE, DROP),
        migrations.AddIndex(
            "auditrecord", models.Index(fields=["organization_path", "-at", "-id"], name="audit_record_where")
        ),
        migrations.AddIndex("auditrecord", models.Index(fields=["verb", "-at", "-id"], name="audit_record_verb")),
    ]
