"""What Django cannot say: what was sent, asked and answered stays as it is, and is for its two offices only."""

from django.db import migrations

OF_THE_REQUEST = """tidtam_actor_is_system()
    OR (tidtam_actor_holds('institution_officer') OR tidtam_actor_holds('ministry_case_officer'))
    AND EXISTS (
        SELECT 1 FROM academic_academicrequest AS asked
        JOIN orgs_organization AS office ON office.id = asked.organization_id
        WHERE asked.id = request_id AND tidtam_actor_covers(office.path)
    )"""
OF_THE_LETTER = "EXISTS (SELECT 1 FROM academic_requestreturn AS letter WHERE letter.id = letter_id)"
OF_THE_DEFECT = "EXISTS (SELECT 1 FROM academic_defect AS defect WHERE defect.id = defect_id)"
TABLES = {
    "academic_requestedition": OF_THE_REQUEST,
    "academic_requestreturn": OF_THE_REQUEST,
    "academic_defect": OF_THE_LETTER,
    "academic_defectanswer": OF_THE_DEFECT,
}


def walled(table: str, rule: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"""
        REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM tidtam_app;
        CREATE TRIGGER {table}_refuse_change BEFORE UPDATE OR DELETE ON {table}
            FOR EACH ROW EXECUTE FUNCTION tidtam_refuse_change();
        CREATE TRIGGER {table}_refuse_truncate BEFORE TRUNCATE ON {table}
            FOR EACH STATEMENT EXECUTE FUNCTION tidtam_refuse_change();
        ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
        CREATE POLICY {table}_scope ON {table} TO tidtam_app USING ({rule}) WITH CHECK ({rule});
        """,
        f"""
        DROP POLICY {table}_scope ON {table};
        ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;
        DROP TRIGGER {table}_refuse_truncate ON {table};
        DROP TRIGGER {table}_refuse_change ON {table};
        GRANT UPDATE, DELETE ON {table} TO tidtam_app;
        """,
    )


class Migration(migrations.Migration):
    dependencies = [("academic", "0003_returns_with_answers"), ("audit", "0002_append_only")]

    operations = [walled(table, rule) for table, rule in TABLES.items()]
