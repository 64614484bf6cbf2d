"""The wall knows too that the ministry sees nothing before it was sent."""

from django.db import migrations

OFFICE = """EXISTS (
        SELECT 1 FROM orgs_organization AS office
        WHERE office.id = organization_id AND tidtam_actor_covers(office.path)
    )"""
BEFORE = f"""tidtam_actor_is_system()
    OR (tidtam_actor_holds('institution_officer') OR tidtam_actor_holds('ministry_case_officer')) AND {OFFICE}"""
NOW = f"""tidtam_actor_is_system()
    OR (tidtam_actor_holds('institution_officer') OR tidtam_actor_holds('ministry_case_officer') AND sent_at IS NOT NULL)
    AND {OFFICE}"""
ALTER = "ALTER POLICY academic_dossier_dossier_scope ON academic_dossier_dossier USING ({rule}) WITH CHECK ({rule});"


class Migration(migrations.Migration):
    dependencies = [("academic_dossier", "0003_titles_of_works")]

    operations = [migrations.RunSQL(ALTER.format(rule=NOW), ALTER.format(rule=BEFORE))]
