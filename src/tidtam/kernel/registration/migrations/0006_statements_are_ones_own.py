"""What a member stated is shown to who decides on their document by the platform, with the request: no role opens all."""

from django.db import migrations

OWN = "tidtam_actor_is_system() OR tidtam_actor_is(person_id)"


def rule(condition: str) -> str:
    table = "registration_statement"
    return f"ALTER POLICY {table}_scope ON {table} USING ({condition}) WITH CHECK ({condition})"


class Migration(migrations.Migration):
    dependencies = [("registration", "0005_one_human_in_several_records")]

    operations = [migrations.RunSQL(rule(OWN), rule(f"{OWN} OR tidtam_actor_holds('account_admin')"))]
