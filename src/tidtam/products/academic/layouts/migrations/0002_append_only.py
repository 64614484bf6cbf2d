"""What was uploaded, published or failed is never changed: a paper of that day is printed the same again."""

from django.db import migrations

TABLES = (
    "academic_layouts_layout",
    "academic_layouts_layoutpicture",
    "academic_layouts_layoutpublication",
    "academic_layouts_layoutfailure",
)


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


class Migration(migrations.Migration):
    dependencies = [("academic_layouts", "0001_initial"), ("audit", "0002_append_only")]

    operations = [*map(append_only, TABLES)]
