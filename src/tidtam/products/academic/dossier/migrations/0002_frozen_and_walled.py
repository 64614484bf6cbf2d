"""What Django's models cannot say: what is frozen is never changed, and the second wall under dossiers."""

from django.db import migrations

APPEND_ONLY = (
    "academic_dossier_publishedruleset",
    "academic_dossier_ruleparameter",
    "academic_dossier_dossieredition",
    "academic_dossier_findingoverride",
)
OFFICES = """tidtam_actor_is_system()
    OR (tidtam_actor_holds('institution_officer') OR tidtam_actor_holds('ministry_case_officer'))
    AND EXISTS (
        SELECT 1 FROM orgs_organization AS office
        WHERE office.id = organization_id AND tidtam_actor_covers(office.path)
    )"""
AS_THE_DOSSIER = "EXISTS (SELECT 1 FROM academic_dossier_dossier AS whole WHERE whole.id = dossier_id)"


def append_only(table: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"""
        REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM tidtam_app;
        CREATE TRIGGER {table}_refuse_change BEFORE UPDATE OR DELETE ON {table}
            FOR EACH ROW EXECUTE FUNCTION tidtam_refuse_change();
        CREATE TRIGGER {table}_refuse_truncate BEFORE TRUNCATE ON {table}
            FOR EACH STATEMENT EXECUTE FUNCTION tidtam_refuse_change();
        """,
        f"""
        DROP TRIGGER {table}_refuse_truncate ON {table};
        DROP TRIGGER {table}_refuse_change ON {table};
        GRANT UPDATE, DELETE ON {table} TO tidtam_app;
        """,
    )


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


class Migration(migrations.Migration):
    dependencies = [("academic_dossier", "0001_initial"), ("audit", "0002_append_only")]

    operations = [
        *map(append_only, APPEND_ONLY),
        row_security("academic_dossier_dossier", OFFICES),
        row_security("academic_dossier_dossieredition", AS_THE_DOSSIER),
        row_security("academic_dossier_findingoverride", AS_THE_DOSSIER),
    ]
