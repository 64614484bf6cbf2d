"""A draft is its own browser's alone: a mistake in the pages of registration opens nobody else's."""

from django.db import migrations

PLATFORM = "tidtam_actor_is_system()"
OWN = f"{PLATFORM} OR browser_hash = nullif(current_setting('tidtam.registration_browser', true), '')"


def rule(text: str) -> str:
    return f"ALTER POLICY registration_draft_scope ON registration_draft USING ({text}) WITH CHECK ({text})"


class Migration(migrations.Migration):
    dependencies = [("registration", "0002_row_security")]

    operations = [migrations.RunSQL(rule(OWN), rule(PLATFORM))]
