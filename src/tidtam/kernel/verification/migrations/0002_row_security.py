"""Requests are their owner's and of the administrators of the office named; evidence is never rewritten.

An account may turn out to belong to a person known before: what hangs on the account, also its consents, follows it.
"""

from django.db import migrations

ACCOUNT = "nullif(current_setting('tidtam.account', true), '')::uuid"
ADMINISTRATORS = """submitted_at IS NOT NULL AND tidtam_actor_holds('account_admin') AND EXISTS (
    SELECT 1 FROM orgs_organization AS office
    WHERE office.id = organization_id AND tidtam_actor_covers(office.path)
)"""
REQUESTS = f"tidtam_actor_is_system() OR account_id = {ACCOUNT} OR {ADMINISTRATORS}"
EVIDENCE = "EXISTS (SELECT 1 FROM verification_verificationrequest AS request WHERE request.id = request_id)"
TABLES = {"verification_verificationrequest": REQUESTS, "verification_evidencerow": EVIDENCE}

OLD_CONSENTS = "tidtam_actor_is_system() OR person_id = tidtam_actor_person()"
CONSENTS = f"tidtam_actor_is_system() OR account_id = {ACCOUNT}"


def row_security(table: str, rule: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"""
        ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
        CREATE POLICY {table}_scope ON {table} TO tidtam_app USING ({rule}) WITH CHECK ({rule});
        """,
        f"""
        DROP POLICY {table}_scope ON {table};
        ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;
        """,
    )


def altered(rule: str) -> str:
    return f"ALTER POLICY registration_consent_scope ON registration_consent USING ({rule}) WITH CHECK ({rule});"


class Migration(migrations.Migration):
    dependencies = [
        ("verification", "0001_initial"),
        ("registration", "0002_row_security"),
        ("audit", "0002_append_only"),
    ]

    operations = [
        *(row_security(table, rule) for table, rule in TABLES.items()),
        migrations.RunSQL(
            """
            REVOKE UPDATE, DELETE, TRUNCATE ON verification_evidencerow FROM tidtam_app;
            CREATE TRIGGER verification_evidencerow_refuse_change BEFORE UPDATE OR DELETE ON verification_evidencerow
                FOR EACH ROW EXECUTE FUNCTION tidtam_refuse_change();
            CREATE TRIGGER verification_evidencerow_refuse_truncate BEFORE TRUNCATE ON verification_evidencerow
                FOR EACH STATEMENT EXECUTE FUNCTION tidtam_refuse_change();
            """,
            """
            DROP TRIGGER verification_evidencerow_refuse_truncate ON verification_evidencerow;
            DROP TRIGGER verification_evidencerow_refuse_change ON verification_evidencerow;
            GRANT UPDATE, DELETE ON verification_evidencerow TO tidtam_app;
            """,
        ),
        migrations.RunSQL(altered(CONSENTS), altered(OLD_CONSENTS)),
    ]
