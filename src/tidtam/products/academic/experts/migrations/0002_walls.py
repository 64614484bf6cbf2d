"""The wall under experts: an applicant finds no row of their committee, whatever role they hold, unless it was opened."""

from django.db import migrations

OFFICERS = "(tidtam_actor_holds('institution_officer') OR tidtam_actor_holds('ministry_case_officer'))"
OWN_OFFICE = """EXISTS (
    SELECT 1 FROM orgs_organization AS office WHERE office.id = organization_id AND tidtam_actor_covers(office.path)
)"""
KEPT_FOR_ALL = """EXISTS (
    SELECT 1 FROM orgs_organization AS office
    WHERE office.id = organization_id AND office.kind IN ('ministry', 'department', 'agency')
)"""
SEATED_FOR_ME = """EXISTS (
    SELECT 1 FROM academic_experts_member AS seat JOIN academic_experts_committee AS about ON about.id = seat.committee_id
    WHERE seat.expert_id = academic_experts_expert.id AND seat.ended_at IS NULL
        AND about.names_open AND about.applicant_id = tidtam_actor_person()
)"""
SYSTEM = "tidtam_actor_is_system()"
AS_OFFICE = f"({OFFICERS} AND {OWN_OFFICE} AND applicant_id IS DISTINCT FROM tidtam_actor_person())"
OPENED = "(names_open AND applicant_id = tidtam_actor_person())"
SEES_COMMITTEE = "EXISTS (SELECT 1 FROM academic_experts_committee AS about WHERE about.id = committee_id)"
ADDS_TO_COMMITTEE = """EXISTS (
    SELECT 1 FROM academic_experts_committee AS about
    WHERE about.id = committee_id AND about.applicant_id IS DISTINCT FROM tidtam_actor_person()
)"""
IS_OFFICE = """EXISTS (
    SELECT 1 FROM academic_experts_member AS seat JOIN academic_experts_committee AS about ON about.id = seat.committee_id
    WHERE seat.id = member_id AND about.applicant_id IS DISTINCT FROM tidtam_actor_person()
)"""
KEPT_BY_OFFICE = f"({OFFICERS} AND {OWN_OFFICE})"
RULES = {
    # Each: who reads, who writes.
    "expert": (f"({OFFICERS} AND ({OWN_OFFICE} OR {KEPT_FOR_ALL})) OR {SEATED_FOR_ME}", KEPT_BY_OFFICE),
    "committee": (f"{AS_OFFICE} OR {OPENED}", AS_OFFICE),
    "member": (SEES_COMMITTEE, ADDS_TO_COMMITTEE),
    "conflictanswer": (IS_OFFICE, IS_OFFICE),
    "approach": (IS_OFFICE, IS_OFFICE),
    "institutionpolicy": (KEPT_BY_OFFICE, KEPT_BY_OFFICE),
}


def wall(table: str, reads: str, writes: str) -> migrations.RunSQL:
    name = f"academic_experts_{table}"
    return migrations.RunSQL(
        f"""
        ALTER TABLE {name} ENABLE ROW LEVEL SECURITY;
        CREATE POLICY {name}_scope ON {name} TO tidtam_app USING ({SYSTEM} OR {reads}) WITH CHECK ({SYSTEM} OR {writes});
        """,
        f"""
        DROP POLICY {name}_scope ON {name};
        ALTER TABLE {name} DISABLE ROW LEVEL SECURITY;
        """,
    )


def append_only(table: str) -> migrations.RunSQL:
    name = f"academic_experts_{table}"
    return migrations.RunSQL(
        f"""
        REVOKE UPDATE, DELETE, TRUNCATE ON {name} FROM tidtam_app;
        CREATE TRIGGER {name}_refuse_change BEFORE UPDATE OR DELETE ON {name}
            FOR EACH ROW EXECUTE FUNCTION tidtam_refuse_change();
        CREATE TRIGGER {name}_refuse_truncate BEFORE TRUNCATE ON {name}
            FOR EACH STATEMENT EXECUTE FUNCTION tidtam_refuse_change();
        """,
        f"""
        DROP TRIGGER {name}_refuse_truncate ON {name};
        DROP TRIGGER {name}_refuse_change ON {name};
        GRANT UPDATE ON {name} TO tidtam_app;
        """,
    )


class Migration(migrations.Migration):
    dependencies = [("academic_experts", "0001_initial"), ("audit", "0002_append_only")]

    operations = [
        *(wall(table, reads, writes) for table, (reads, writes) in RULES.items()),
        append_only("approach"),
        append_only("institutionpolicy"),
    ]
