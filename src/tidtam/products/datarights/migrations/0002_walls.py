"""One's own data is read by its owner alone; settings and runs are never rewritten."""

from django.db import migrations

OWN = "tidtam_actor_is_system() OR person_id = tidtam_actor_person()"
DECIDED = f"{OWN} OR tidtam_actor_holds('data_officer') AND tidtam_actor_covers(organization_path)"
RULES = {"datarights_download": OWN, "datarights_datarequest": DECIDED, "datarights_erasure": OWN}


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


def written_by_the_platform(table: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"""
        REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM tidtam_app;
        CREATE TRIGGER {table}_refuse_change BEFORE UPDATE OR DELETE ON {table}
            FOR EACH ROW EXECUTE FUNCTION tidtam_refuse_change();
        CREATE TRIGGER {table}_refuse_truncate BEFORE TRUNCATE ON {table}
            FOR EACH STATEMENT EXECUTE FUNCTION tidtam_refuse_change();
        ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
        CREATE POLICY {table}_append ON {table} FOR INSERT TO tidtam_app WITH CHECK (tidtam_actor_is_system());
        CREATE POLICY {table}_read ON {table} FOR SELECT TO tidtam_app USING (true);
        """,
        f"""
        DROP POLICY {table}_read ON {table};
        DROP POLICY {table}_append ON {table};
        ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;
        DROP TRIGGER {table}_refuse_truncate ON {table};
        DROP TRIGGER {table}_refuse_change ON {table};
        GRANT UPDATE, DELETE ON {table} TO tidtam_app;
        """,
    )


class Migration(migrations.Migration):
    dependencies = [("datarights", "0001_initial"), ("audit", "0002_append_only")]

    operations = [
        *(row_security(table, rule) for table, rule in RULES.items()),
        written_by_the_platform("datarights_retentionsetting"),
        written_by_the_platform("datarights_retentionrun"),
    ]
