"""Who may read numbers and keys, in the database itself; and the one look-up that may be made before anything else."""

from django.db import migrations

# The caller learns an id and nothing else: signing in has no actor yet, and an officer who types a number may not
# learn whether anybody knows it. The search path is pinned: the function runs with the owner's rights.
FIND_PERSON = """
CREATE FUNCTION people_find_person(wanted_kind text, wanted_country text, wanted text[]) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS
$$ SELECT person_id FROM public.people_identifier
   WHERE kind = wanted_kind AND country = wanted_country AND index = ANY (wanted) LIMIT 1 $$;
REVOKE ALL ON FUNCTION people_find_person(text, text, text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION people_find_person(text, text, text[]) TO tidtam_app;
"""

RULE = """tidtam_actor_is_system() OR person_id = tidtam_actor_person() OR EXISTS (
    SELECT 1 FROM people_affiliation AS known
    WHERE known.person_id = {table}.person_id AND tidtam_actor_covers(known.organization_path)
)"""


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
    dependencies = [("people", "0001_initial"), ("audit", "0002_append_only")]

    operations = [
        migrations.RunSQL(FIND_PERSON, "DROP FUNCTION people_find_person(text, text, text[]);"),
        row_security(
            "people_affiliation",
            "tidtam_actor_is_system() OR person_id = tidtam_actor_person() OR tidtam_actor_covers(organization_path)",
        ),
        row_security("people_identifier", RULE.format(table="people_identifier")),
        row_security("people_personkey", RULE.format(table="people_personkey")),
        row_security("people_contactaddress", RULE.format(table="people_contactaddress")),
    ]
