"""The words by which matters are found follow whatever they are made of: matters, events, names, affiliations."""

from django.db import migrations

# What Python does to the words that are searched, `queries.searching` does likewise. The functions run with the
# owner's rights, because whoever changes a name need not see the matters; the search path is pinned.
WORDS = """
CREATE FUNCTION tracking_search_words(wanted uuid) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS
$$ SELECT ' ' || translate(replace(lower(regexp_replace(concat_ws(' ', matter.letter_no, matter.tracking_code,
              (SELECT string_agg(DISTINCT numbers.number, ' ')
               FROM public.tracking_caseevent AS event, LATERAL (VALUES (event.letter_no), (event.order_no))
                   AS numbers (number)
               WHERE event.case_id = matter.id AND numbers.number NOT IN ('', matter.letter_no)),
              (SELECT string_agg(DISTINCT CASE WHEN known.stated_name <> '' THEN known.stated_name ELSE
                      concat_ws(' ', person.given_name, person.middle_name, person.family_name,
                          person.given_name_en, person.middle_name_en, person.family_name_en) END, ' ')
               FROM public.people_affiliation AS known
               JOIN public.orgs_organization AS office ON office.id = known.organization_id
               JOIN public.people_person AS person ON person.id = known.person_id
               WHERE known.person_id = matter.subject_id
                   AND starts_with(office.path || '/', matter.organization_path || '/'))),
          '\\s+', ' ', 'g')), '\u0e4d\u0e32', '\u0e33'), '๐๑๒๓๔๕๖๗๘๙', '0123456789')
   FROM public.tracking_case AS matter WHERE matter.id = wanted $$;
REVOKE ALL ON FUNCTION tracking_search_words(uuid) FROM PUBLIC, tidtam_app;
"""

KEEP = """
CREATE FUNCTION tracking_search_of_case() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS
$$ BEGIN
     INSERT INTO public.tracking_casesearch (case_id, text) VALUES (NEW.id, public.tracking_search_words(NEW.id))
     ON CONFLICT (case_id) DO UPDATE SET text = excluded.text;
     RETURN NULL;
   END $$;
CREATE FUNCTION tracking_search_of_event() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS
$$ BEGIN
     UPDATE public.tracking_casesearch SET text = public.tracking_search_words(case_id) WHERE case_id = NEW.case_id;
     RETURN NULL;
   END $$;
CREATE FUNCTION tracking_search_of_person() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS
$$ DECLARE whose uuid := CASE TG_TABLE_NAME WHEN 'people_person' THEN to_jsonb(NEW) ->> 'id'
                         ELSE to_jsonb(NEW) ->> 'person_id' END;
   BEGIN
     UPDATE public.tracking_casesearch AS search SET text = public.tracking_search_words(search.case_id)
     FROM public.tracking_case AS matter WHERE matter.id = search.case_id AND matter.subject_id = whose;
     RETURN NULL;
   END $$;

CREATE TRIGGER tracking_search_opened AFTER INSERT ON tracking_case
    FOR EACH ROW EXECUTE FUNCTION tracking_search_of_case();
CREATE TRIGGER tracking_search_changed AFTER UPDATE OF letter_no, tracking_code ON tracking_case
    FOR EACH ROW WHEN ((OLD.letter_no, OLD.tracking_code) IS DISTINCT FROM (NEW.letter_no, NEW.tracking_code))
    EXECUTE FUNCTION tracking_search_of_case();
CREATE TRIGGER tracking_search_numbered AFTER INSERT ON tracking_caseevent
    FOR EACH ROW WHEN (NEW.kind <> 'opened' AND (NEW.letter_no <> '' OR NEW.order_no <> ''))
    EXECUTE FUNCTION tracking_search_of_event();
CREATE TRIGGER tracking_search_renamed AFTER UPDATE ON people_person
    FOR EACH ROW WHEN (
        (OLD.given_name, OLD.middle_name, OLD.family_name, OLD.given_name_en, OLD.middle_name_en, OLD.family_name_en)
        IS DISTINCT FROM
        (NEW.given_name, NEW.middle_name, NEW.family_name, NEW.given_name_en, NEW.middle_name_en, NEW.family_name_en))
    EXECUTE FUNCTION tracking_search_of_person();
CREATE TRIGGER tracking_search_known AFTER INSERT OR UPDATE ON people_affiliation
    FOR EACH ROW EXECUTE FUNCTION tracking_search_of_person();

INSERT INTO tracking_casesearch (case_id, text) SELECT id, tracking_search_words(id) FROM tracking_case;
REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON tracking_casesearch FROM tidtam_app;
"""

FORGET = """
GRANT INSERT, UPDATE ON tracking_casesearch TO tidtam_app;
DROP TRIGGER tracking_search_known ON people_affiliation;
DROP TRIGGER tracking_search_renamed ON people_person;
DROP TRIGGER tracking_search_numbered ON tracking_caseevent;
DROP TRIGGER tracking_search_changed ON tracking_case;
DROP TRIGGER tracking_search_opened ON tracking_case;
DROP FUNCTION tracking_search_of_person();
DROP FUNCTION tracking_search_of_event();
DROP FUNCTION tracking_search_of_case();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("tracking", "0005_work_list_search"),
        ("people", "0004_parts_of_names"),
        ("orgs", "0001_initial"),
    ]

    operations = [
        migrations.RunSQL(WORDS, "DROP FUNCTION tracking_search_words(uuid);"),
        migrations.RunSQL(KEEP, FORGET),
    ]
