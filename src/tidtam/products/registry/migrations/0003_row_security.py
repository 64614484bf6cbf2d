"""The second wall: who reads which rows of the register, and that what was approved is never rewritten."""

from django.db import migrations

SYSTEM = "tidtam_actor_is_system()"


def covers(column: str) -> str:
    offices = "SELECT 1 FROM orgs_organization AS office WHERE office.id ="
    return f"EXISTS ({offices} {column} AND tidtam_actor_covers(office.path))"


OF_OFFICE = f"{SYSTEM} OR person_id = tidtam_actor_person() OR {covers('organization_id')}"
OF_BOTH = f"{OF_OFFICE} OR receiving_id IS NOT NULL AND {covers('receiving_id')}"
# Of the past, what is readable is what belongs to an entry that is; its own policy says which.
ENTRY_READ = "EXISTS (SELECT 1 FROM registry_entry AS entry WHERE entry.id = entry_id)"
OF_ENTRY = f"{SYSTEM} OR person_id = tidtam_actor_person() OR {ENTRY_READ}"
LETTER_READ = "EXISTS (SELECT 1 FROM registry_correction AS letter WHERE letter.id = correction_id)"
OF_CORRECTION = f"{SYSTEM} OR {LETTER_READ}"
OWN = f"""{SYSTEM} OR account_id = nullif(current_setting('tidtam.account', true), '')::uuid"""
OF_RECORDER = f"{OWN} OR {covers('organization_id')}"

RULES = {
    "registry_entry": (OF_OFFICE, OF_OFFICE),
    "registry_revision": (OF_ENTRY, OF_OFFICE),
    "registry_changenotice": (OF_BOTH, OF_BOTH),
    "registry_correction": (OF_OFFICE, OF_OFFICE),
    "registry_correctionpoint": (OF_CORRECTION, OF_CORRECTION),
    "registry_justification": (OF_OFFICE, OF_OFFICE),
    "registry_recorder": (OF_RECORDER, OF_RECORDER),
    "registry_registrymistake": (OWN, OWN),
}

# Who of these is in the register, for whoever may not see where: the caller learns that and nothing else.
ENTERED = """
CREATE FUNCTION registry_entered(wanted uuid[]) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS
$$ SELECT person_id FROM public.registry_entry WHERE person_id = ANY (wanted) $$;
REVOKE ALL ON FUNCTION registry_entered(uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION registry_entered(uuid[]) TO tidtam_app;
"""

APPEND_ONLY = """
REVOKE UPDATE, DELETE, TRUNCATE ON registry_revision FROM tidtam_app;
CREATE TRIGGER registry_revision_refuse_change BEFORE UPDATE OR DELETE ON registry_revision
    FOR EACH ROW EXECUTE FUNCTION tidtam_refuse_change();
CREATE TRIGGER registry_revision_refuse_truncate BEFORE TRUNCATE ON registry_revision
    FOR EACH STATEMENT EXECUTE FUNCTION tidtam_refuse_change();
"""
NOT_APPEND_ONLY = """
DROP TRIGGER registry_revision_refuse_truncate ON registry_revision;
DROP TRIGGER registry_revision_refuse_change ON registry_revision;
GRANT UPDATE, DELETE ON registry_revision TO tidtam_app;
"""


# Everybody reads what was approved, without a condition that would keep the search from its index; only who stands
# over the institution writes it.
HOLDINGS = f"""
ALTER TABLE registry_holding ENABLE ROW LEVEL SECURITY;
CREATE POLICY registry_holding_read ON registry_holding FOR SELECT TO tidtam_app USING (true);
CREATE POLICY registry_holding_add ON registry_holding FOR INSERT TO tidtam_app
    WITH CHECK ({SYSTEM} OR {covers("organization_id")});
CREATE POLICY registry_holding_change ON registry_holding FOR UPDATE TO tidtam_app
    USING ({SYSTEM} OR {covers("organization_id")}) WITH CHECK ({SYSTEM} OR {covers("organization_id")});
CREATE POLICY registry_holding_remove ON registry_holding FOR DELETE TO tidtam_app
    USING ({SYSTEM} OR {covers("organization_id")});
"""
NO_HOLDINGS = """
DROP POLICY registry_holding_remove ON registry_holding;
DROP POLICY registry_holding_change ON registry_holding;
DROP POLICY registry_holding_add ON registry_holding;
DROP POLICY registry_holding_read ON registry_holding;
ALTER TABLE registry_holding DISABLE ROW LEVEL SECURITY;
"""


def row_security(table: str, reading: str, writing: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"""
        ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
        CREATE POLICY {table}_scope ON {table} TO tidtam_app USING ({reading}) WITH CHECK ({writing});
        """,
        f"""
        DROP POLICY {table}_scope ON {table};
        ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;
        """,
    )


class Migration(migrations.Migration):
    dependencies = [("registry", "0002_papers"), ("audit", "0002_append_only")]

    operations = [
        migrations.RunSQL(ENTERED, "DROP FUNCTION registry_entered(uuid[]);"),
        migrations.RunSQL(APPEND_ONLY, NOT_APPEND_ONLY),
        migrations.RunSQL(HOLDINGS, NO_HOLDINGS),
        *(row_security(table, *rules) for table, rules in RULES.items()),
    ]
