"""Why somebody was given a role is free text and may name them: it goes with their data, and only the platform may."""

from django.db import migrations

FORGET = """
CREATE FUNCTION access_forget_reasons(of_account uuid) RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$ WITH forgotten AS (
       UPDATE access_rolegrant
       SET reason = '-', end_reason = CASE WHEN ended_at IS NULL THEN '' ELSE '-' END
       WHERE account_id = of_account AND reason <> '-' AND tidtam_actor_is_system()
       RETURNING id
   ) SELECT count(*) FROM forgotten $$;
REVOKE ALL ON FUNCTION access_forget_reasons(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION access_forget_reasons(uuid) TO tidtam_app;
"""


class Migration(migrations.Migration):
    dependencies = [("access", "0008_data_protection_officer"), ("people", "0002_row_security")]

    operations = [migrations.RunSQL(FORGET, "DROP FUNCTION access_forget_reasons(uuid);")]
