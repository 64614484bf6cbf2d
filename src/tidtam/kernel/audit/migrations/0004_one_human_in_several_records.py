"""The records of persons that are one human's: what is kept under any of them is that human's own."""

from django.db import migrations

# The setting names all of them, first the one under which new things are kept.
ACTOR_FUNCTIONS = """
CREATE OR REPLACE FUNCTION tidtam_actor_person() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT nullif(split_part(current_setting('tidtam.person', true), ',', 1), '')::uuid $$;

CREATE FUNCTION tidtam_actor_is(who uuid) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT coalesce(who = ANY (string_to_array(current_setting('tidtam.person', true), ',')::uuid[]), false) $$;
"""

FORMER_FUNCTIONS = """
DROP FUNCTION tidtam_actor_is(uuid);
CREATE OR REPLACE FUNCTION tidtam_actor_person() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT nullif(current_setting('tidtam.person', true), '')::uuid $$;
"""

REWRITE = r"""
DO $$
DECLARE
    rule record;
BEGIN
    FOR rule IN
        SELECT tablename, policyname, {read} AS seen, {write} AS written FROM pg_policies
        WHERE schemaname = 'public' AND tablename = ANY (string_to_array('{tables}', ','))
    LOOP
        EXECUTE format('ALTER POLICY %I ON public.%I', rule.policyname, rule.tablename)
            || coalesce(' USING (' || rule.seen || ')', '')
            || coalesce(' WITH CHECK (' || rule.written || ')', '');
    END LOOP;
END $$;
"""
_FORMS = (
    (r"([\w.]+) IS DISTINCT FROM tidtam_actor_person\(\)", r"(NOT tidtam_actor_is(\1))"),
    (r"([\w.]+) = tidtam_actor_person\(\)", r"tidtam_actor_is(\1)"),
)
_FORMER_FORMS = (
    (r"NOT tidtam_actor_is\(([\w.]+)\)", r"\1 IS DISTINCT FROM tidtam_actor_person()"),
    (r"tidtam_actor_is\(([\w.]+)\)", r"(\1 = tidtam_actor_person())"),
)


def _rewritten(column: str, forms: tuple[tuple[str, str], ...]) -> str:
    for found, put in forms:
        column = f"regexp_replace({column}, '{found}', '{put}', 'g')"
    return column


def _rewrite(tables: tuple[str, ...], forms: tuple[tuple[str, str], ...]) -> str:
    read, write = (_rewritten(column, forms) for column in ("qual", "with_check"))
    return REWRITE.format(read=read, write=write, tables=",".join(tables))


def own_under_any_record(*tables: str) -> migrations.RunSQL:
    """Their policies ask whether a row is about the actor, instead of comparing it with the actor's one record."""
    return migrations.RunSQL(_rewrite(tables, _FORMS), _rewrite(tables, _FORMER_FORMS))


class Migration(migrations.Migration):
    dependencies = [("audit", "0003_search_by_office")]

    operations = [migrations.RunSQL(ACTOR_FUNCTIONS, FORMER_FUNCTIONS), own_under_any_record("audit_record")]
