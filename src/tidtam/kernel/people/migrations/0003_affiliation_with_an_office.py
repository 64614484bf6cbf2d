"""An affiliation names the office, not its path: when an office moves in the tree, its people go with it."""

import django.db.models.deletion
from django.db import migrations, models

TABLES = ("people_identifier", "people_personkey", "people_contactaddress")

AFFILIATION_BY_PATH = (
    "tidtam_actor_is_system() OR person_id = tidtam_actor_person() OR tidtam_actor_covers(organization_path)"
)
AFFILIATION_BY_OFFICE = """tidtam_actor_is_system() OR person_id = tidtam_actor_person() OR EXISTS (
    SELECT 1 FROM orgs_organization AS office
    WHERE office.id = organization_id AND tidtam_actor_covers(office.path)
)"""
OTHERS_BY_PATH = """tidtam_actor_is_system() OR person_id = tidtam_actor_person() OR EXISTS (
    SELECT 1 FROM people_affiliation AS known
    WHERE known.person_id = {table}.person_id AND tidtam_actor_covers(known.organization_path)
)"""
OTHERS_BY_OFFICE = """tidtam_actor_is_system() OR person_id = tidtam_actor_person() OR EXISTS (
    SELECT 1 FROM people_affiliation AS known
    WHERE known.person_id = {table}.person_id
)"""
"""The affiliations the actor may read are those with offices they cover: the rule above decides here too."""


def create(table: str, rule: str) -> str:
    return f"CREATE POLICY {table}_scope ON {table} TO tidtam_app USING ({rule}) WITH CHECK ({rule});"


def drop_all() -> str:
    return "".join(f"DROP POLICY {table}_scope ON {table};" for table in (*TABLES, "people_affiliation"))


def create_all(affiliation: str, others: str) -> str:
    return create("people_affiliation", affiliation) + "".join(
        create(table, others.format(table=table)) for table in TABLES
    )


class Migration(migrations.Migration):
    dependencies = [("people", "0002_row_security"), ("orgs", "0001_initial")]

    operations = [
        migrations.RunSQL(drop_all(), create_all(AFFILIATION_BY_PATH, OTHERS_BY_PATH)),
        migrations.RemoveConstraint("affiliation", "people_affiliation_once"),
        migrations.RemoveField("affiliation", "organization_path"),
        migrations.AddField(
            "affiliation",
            "organization",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="affiliations",
                to="orgs.organization",
            ),
        ),
        migrations.AlterField(
            "affiliation",
            "organization",
            models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="affiliations", to="orgs.organization"
            ),
        ),
        migrations.AddConstraint(
            "affiliation",
            models.UniqueConstraint(fields=["person", "organization"], name="people_affiliation_once"),
        ),
        migrations.RunSQL(create_all(AFFILIATION_BY_OFFICE, OTHERS_BY_OFFICE), drop_all()),
    ]
