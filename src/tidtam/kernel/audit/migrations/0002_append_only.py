"""What Django's models cannot say: append-only by trigger and privilege, and which rows a role may read."""

from django.db import migrations

# What row-level security asks of the actor, for this and every higher app. The settings end with the transaction.
ACTOR_FUNCTIONS = """
CREATE FUNCTION tidtam_actor_is_system() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT coalesce(current_setting('tidtam.actor_kind', true) = 'system', false) $$;

CREATE FUNCTION tidtam_actor_person() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT nullif(current_setting('tidtam.person', true), '')::uuid $$;

CREATE FUNCTION tidtam_actor_holds(role text) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT role = ANY (string_to_array(coalesce(current_setting('tidtam.roles', true), ''), ',')) $$;

CREATE FUNCTION tidtam_actor_covers(path text) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT EXISTS (
     SELECT 1
     FROM unnest(string_to_array(nullif(current_setting('tidtam.paths', true), ''), ',')) AS held
     WHERE path = held OR starts_with(path, held || '/')
   ) $$;

CREATE FUNCTION tidtam_actor_at_root() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT EXISTS (
     SELECT 1
     FROM unnest(string_to_array(nullif(current_setting('tidtam.paths', true), ''), ',')) AS held
     WHERE strpos(held, '/') = 0
   ) $$;

CREATE FUNCTION tidtam_refuse_change() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
     RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'insufficient_privilege';
   END $$;
"""

DROP_ACTOR_FUNCTIONS = """
DROP FUNCTION tidtam_refuse_change();
DROP FUNCTION tidtam_actor_at_root();
DROP FUNCTION tidtam_actor_covers(text);
DROP FUNCTION tidtam_actor_holds(text);
DROP FUNCTION tidtam_actor_person();
DROP FUNCTION tidtam_actor_is_system();
"""

# The writer cannot choose the transaction number: a row given an old one would look sealed.
STAMP = """
CREATE FUNCTION audit_stamp() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
     NEW.era := (pg_control_system()).system_identifier || '/' || left(pg_walfile_name(pg_current_wal_lsn()), 8);
     NEW.xid := pg_current_xact_id()::text::bigint;
     RETURN NEW;
   END $$;
CREATE TRIGGER audit_record_stamp BEFORE INSERT ON audit_record FOR EACH ROW EXECUTE FUNCTION audit_stamp();
"""

DROP_STAMP = """
DROP TRIGGER audit_record_stamp ON audit_record;
DROP FUNCTION audit_stamp();
"""


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


ROW_SECURITY = """
ALTER TABLE audit_record ENABLE ROW LEVEL SECURITY;
CREATE POLICY audit_record_append ON audit_record FOR INSERT TO tidtam_app WITH CHECK (true);
CREATE POLICY audit_record_read ON audit_record FOR SELECT TO tidtam_app USING (
    tidtam_actor_is_system()
    OR person_id = tidtam_actor_person()
    OR tidtam_actor_holds('auditor') AND CASE
        WHEN organization_path = '' THEN tidtam_actor_at_root()
        ELSE tidtam_actor_covers(organization_path)
    END
);
ALTER TABLE audit_seal ENABLE ROW LEVEL SECURITY;
CREATE POLICY audit_seal_append ON audit_seal FOR INSERT TO tidtam_app WITH CHECK (tidtam_actor_is_system());
CREATE POLICY audit_seal_read ON audit_seal FOR SELECT TO tidtam_app USING (tidtam_actor_is_system());
"""

DROP_ROW_SECURITY = """
DROP POLICY audit_seal_read ON audit_seal;
DROP POLICY audit_seal_append ON audit_seal;
ALTER TABLE audit_seal DISABLE ROW LEVEL SECURITY;
DROP POLICY audit_record_read ON audit_record;
DROP POLICY audit_record_append ON audit_record;
ALTER TABLE audit_record DISABLE ROW LEVEL SECURITY;
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [
        migrations.RunSQL(ACTOR_FUNCTIONS, DROP_ACTOR_FUNCTIONS),
        migrations.RunSQL(STAMP, DROP_STAMP),
        append_only("audit_record"),
        append_only("audit_seal"),
        migrations.RunSQL(ROW_SECURITY, DROP_ROW_SECURITY),
    ]
