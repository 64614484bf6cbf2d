"""A token is only ended, a request only answered; and whose requests one sees, in the database itself."""

from django.db import migrations

# An office that moves in the tree takes its requests along: the path is the office's, read when it is asked for.
RULE = """tidtam_actor_is_system() OR person_id = tidtam_actor_person()
    OR tidtam_actor_holds('central_group') AND tidtam_actor_covers(
        (SELECT office.path FROM orgs_organization AS office WHERE office.id = organization_id)
    )"""


class Migration(migrations.Migration):
    dependencies = [("agencies", "0001_initial"), ("audit", "0002_append_only")]

    operations = [
        migrations.RunSQL(
            f"""
            REVOKE UPDATE, DELETE, TRUNCATE ON agencies_agencytoken, agencies_tokenrequest FROM tidtam_app;
            GRANT UPDATE (spent_at, spent_by_id, revoked_at, revoked_by_id, revoke_reason)
                ON agencies_agencytoken TO tidtam_app;
            GRANT UPDATE (answered_at, answered_by_id, answer, sealed_answer, token_id)
                ON agencies_tokenrequest TO tidtam_app;
            ALTER TABLE agencies_tokenrequest ENABLE ROW LEVEL SECURITY;
            CREATE POLICY agencies_tokenrequest_scope ON agencies_tokenrequest TO tidtam_app
                USING ({RULE}) WITH CHECK ({RULE});
            """,
            """
            DROP POLICY agencies_tokenrequest_scope ON agencies_tokenrequest;
            ALTER TABLE agencies_tokenrequest DISABLE ROW LEVEL SECURITY;
            GRANT UPDATE, DELETE ON agencies_agencytoken, agencies_tokenrequest TO tidtam_app;
            """,
        ),
    ]
