"""What was done is never rewritten; the person sees it, and so do those who help."""

from django.db import migrations

RULE = "tidtam_actor_is_system() OR person_id = tidtam_actor_person() OR tidtam_actor_holds('account_admin')"


class Migration(migrations.Migration):
    dependencies = [("helpdesk", "0001_initial"), ("audit", "0002_append_only")]

    operations = [
        migrations.RunSQL(
            f"""
            ALTER TABLE helpdesk_intervention ENABLE ROW LEVEL SECURITY;
            CREATE POLICY helpdesk_intervention_scope ON helpdesk_intervention TO tidtam_app
                USING ({RULE}) WITH CHECK ({RULE});
            REVOKE UPDATE, DELETE, TRUNCATE ON helpdesk_intervention FROM tidtam_app;
            CREATE TRIGGER helpdesk_intervention_refuse_change BEFORE UPDATE OR DELETE ON helpdesk_intervention
                FOR EACH ROW EXECUTE FUNCTION tidtam_refuse_change();
            CREATE TRIGGER helpdesk_intervention_refuse_truncate BEFORE TRUNCATE ON helpdesk_intervention
                FOR EACH STATEMENT EXECUTE FUNCTION tidtam_refuse_change();
            """,
            """
            DROP TRIGGER helpdesk_intervention_refuse_truncate ON helpdesk_intervention;
            DROP TRIGGER helpdesk_intervention_refuse_change ON helpdesk_intervention;
            GRANT UPDATE, DELETE ON helpdesk_intervention TO tidtam_app;
            DROP POLICY helpdesk_intervention_scope ON helpdesk_intervention;
            ALTER TABLE helpdesk_intervention DISABLE ROW LEVEL SECURITY;
            """,
        ),
    ]
