"""The one look-up that may be made before anything else, for many numbers at once."""

from django.db import migrations

FIND_PERSONS = """
CREATE FUNCTION people_find_persons(places int[], kinds text[], countries text[], indexes text[])
RETURNS TABLE (place int, person_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS
$$ SELECT wanted.place, found.person_id
   FROM unnest(places, kinds, countries, indexes) AS wanted (place, kind, country, index)
   JOIN public.people_identifier AS found USING (kind, country, index) $$;
REVOKE ALL ON FUNCTION people_find_persons(int[], text[], text[], text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION people_find_persons(int[], text[], text[], text[]) TO tidtam_app;
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0005_assignments")]

    operations = [
        migrations.RunSQL(FIND_PERSONS, "DROP FUNCTION people_find_persons(int[], text[], text[], text[]);"),
    ]
