"""What Django's models cannot say: events, their words and published definitions are appended and never changed."""

from django.db import migrations

APPEND_ONLY = ("tracking_caseevent", "tracking_caseeventtext", "tracking_processversion")
NEVER_DELETED = ("tracking_case", "tracking_process")


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


def never_deleted(table: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"REVOKE DELETE, TRUNCATE ON {table} FROM tidtam_app;",
        f"GRANT DELETE ON {table} TO tidtam_app;",
    )


# A matter keeps its organisation's path beside it, so that lists need no join; the path follows when offices move.
FOLLOW = """
CREATE FUNCTION tracking_follow_organization() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
     UPDATE tracking_case SET organization_path = NEW.path WHERE organization_id = NEW.id;
     RETURN NULL;
   END $$;
CREATE TRIGGER tracking_follow_organization AFTER UPDATE OF path ON orgs_organization
    FOR EACH ROW WHEN (OLD.path IS DISTINCT FROM NEW.path) EXECUTE FUNCTION tracking_follow_organization();
"""

UNFOLLOW = """
DROP TRIGGER tracking_follow_organization ON orgs_organization;
DROP FUNCTION tracking_follow_organization();
"""


class Migration(migrations.Migration):
    dependencies = [("tracking", "0001_initial"), ("audit", "0002_append_only")]

    operations = [
        *map(append_only, APPEND_ONLY),
        *map(never_deleted, NEVER_DELETED),
        migrations.RunSQL(FOLLOW, UNFOLLOW),
    ]
