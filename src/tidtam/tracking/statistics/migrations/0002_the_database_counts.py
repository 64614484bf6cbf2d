"""Every change of a matter is counted by the database itself, in the transaction that makes it."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from tidtam.tracking.statistics.calendar import numbered_days

# What a matter counts as now, and the stays at steps that its events up to a certain one have finished. A finished
# stay reaches from the event that began it to the one that ended it, by the dates that corrections left standing; where
# a matter was taken over from earlier records, nobody knows how long its first step took.
MEANING = """
CREATE FUNCTION tracking_statistics_of(
    received_on date, status text, step text, ended_how text, step_since date, limit_on date)
RETURNS TABLE (measure text, step text, day date, days integer) LANGUAGE sql STABLE AS
$$ SELECT 'r', '', date_trunc('month', received_on)::date, NULL::integer
   UNION ALL
   SELECT 'h', step, limit_on, NULL WHERE status = 'in_progress'
   UNION ALL
   SELECT 'e', ended_how, date_trunc('month', step_since)::date,
       (SELECT number FROM tracking_statistics_calendarday AS calendar WHERE calendar.day = step_since)
       - (SELECT number FROM tracking_statistics_calendarday AS calendar WHERE calendar.day = received_on)
   WHERE status = 'completed' $$;

CREATE FUNCTION tracking_statistics_stays(matter uuid, latest integer)
RETURNS TABLE (step text, day date, days integer) LANGUAGE sql STABLE AS
$$ WITH known AS (
       SELECT event.sequence, event.kind, event.step, coalesce(
           (SELECT correction.happened_on FROM tracking_caseevent AS correction
            WHERE correction.case_id = matter AND correction.corrects = event.sequence
                AND correction.sequence <= latest
            ORDER BY correction.sequence DESC LIMIT 1), event.happened_on) AS day
       FROM tracking_caseevent AS event
       WHERE event.case_id = matter AND event.sequence <= latest AND event.kind IN
           ('opened', 'taken_over', 'finished', 'reopened', 'closed', 'withdrawn', 'suspended', 'continued')
   ), span AS (
       SELECT kind, day, count(*) FILTER (WHERE kind NOT IN ('suspended', 'continued')) OVER inorder AS stay,
           lead(kind) OVER inorder AS next_kind, lead(step) OVER inorder AS next_step, lead(day) OVER inorder AS next_day
       FROM known WINDOW inorder AS (ORDER BY sequence)
   )
   SELECT max(span.next_step) FILTER (WHERE span.next_kind IN ('finished', 'closed', 'withdrawn')),
       date_trunc('month', max(span.next_day))::date,
       coalesce(sum(later.number - earlier.number) FILTER (WHERE span.kind <> 'suspended'), 0)::integer
   FROM span
   JOIN tracking_statistics_calendarday AS earlier ON earlier.day = span.day
   JOIN tracking_statistics_calendarday AS later ON later.day = span.next_day
   GROUP BY span.stay
   HAVING bool_or(span.next_kind IN ('finished', 'closed', 'withdrawn')) $$;
"""

COUNT = """
CREATE FUNCTION tracking_statistics_count_case() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
     INSERT INTO tracking_statistics_tally (organization_id, version_id, measure, step, day, days, change, is_sum)
     SELECT NEW.organization_id, version, measure, step, day, days, sum(change), false
     FROM (SELECT NEW.process_version_id AS version, now_it_is.*, 1 AS change
           FROM tracking_statistics_of(NEW.received_on, NEW.status, NEW.step, NEW.ended_how, NEW.step_since, NEW.limit_on) AS now_it_is
           UNION ALL
           SELECT OLD.process_version_id, before_it_was.*, -1
           FROM tracking_statistics_of(OLD.received_on, OLD.status, OLD.step, OLD.ended_how, OLD.step_since, OLD.limit_on) AS before_it_was WHERE TG_OP = 'UPDATE') AS changed
     GROUP BY version, measure, step, day, days HAVING sum(change) <> 0;
     RETURN NULL;
   END $$;

CREATE FUNCTION tracking_statistics_count_stay() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
     INSERT INTO tracking_statistics_tally (organization_id, version_id, measure, step, day, days, change, is_sum)
     SELECT matter.organization_id, opened.process_version_id, 's', changed.step, changed.day, changed.days,
         sum(changed.change), false
     FROM (SELECT now_it_is.*, 1 AS change FROM tracking_statistics_stays(NEW.case_id, NEW.sequence) AS now_it_is
           UNION ALL
           SELECT before_it_was.*, -1
           FROM tracking_statistics_stays(NEW.case_id, NEW.sequence - 1) AS before_it_was) AS changed,
         tracking_case AS matter
         JOIN tracking_caseevent AS opened ON opened.case_id = matter.id AND opened.sequence = 1
     WHERE matter.id = NEW.case_id
     GROUP BY matter.organization_id, opened.process_version_id, changed.step, changed.day, changed.days
     HAVING sum(change) <> 0;
     RETURN NULL;
   END $$;

CREATE TRIGGER tracking_statistics_opened AFTER INSERT ON tracking_case
    FOR EACH ROW EXECUTE FUNCTION tracking_statistics_count_case();
CREATE TRIGGER tracking_statistics_moved AFTER UPDATE ON tracking_case FOR EACH ROW WHEN (
    (OLD.received_on, OLD.status, OLD.ended_how, OLD.step, OLD.step_since, OLD.limit_on, OLD.process_version_id)
    IS DISTINCT FROM
    (NEW.received_on, NEW.status, NEW.ended_how, NEW.step, NEW.step_since, NEW.limit_on, NEW.process_version_id))
    EXECUTE FUNCTION tracking_statistics_count_case();
CREATE TRIGGER tracking_statistics_stayed AFTER INSERT ON tracking_caseevent
    FOR EACH ROW WHEN (NEW.kind IN ('finished', 'closed', 'withdrawn', 'corrected'))
    EXECUTE FUNCTION tracking_statistics_count_stay();
"""

COUNT_NO_MORE = """
DROP TRIGGER tracking_statistics_stayed ON tracking_caseevent;
DROP TRIGGER tracking_statistics_moved ON tracking_case;
DROP TRIGGER tracking_statistics_opened ON tracking_case;
DROP FUNCTION tracking_statistics_count_stay();
DROP FUNCTION tracking_statistics_count_case();
"""

# The matters that are there already; afterwards `statistics.queries.RECOUNT` says the same.
FIRST_COUNT = """
INSERT INTO tracking_statistics_tally (organization_id, version_id, measure, step, day, days, change, is_sum)
SELECT matter.organization_id, matter.process_version_id, found.measure, found.step, found.day, found.days, count(*), true
FROM tracking_case AS matter, LATERAL tracking_statistics_of(
    matter.received_on, matter.status, matter.step, matter.ended_how, matter.step_since, matter.limit_on) AS found
GROUP BY 1, 2, 3, 4, 5, 6
UNION ALL
SELECT matter.organization_id, opened.process_version_id, 's', found.step, found.day, found.days, count(*), true
FROM tracking_case AS matter
JOIN tracking_caseevent AS opened ON opened.case_id = matter.id AND opened.sequence = 1,
    LATERAL tracking_statistics_stays(matter.id, matter.version) AS found
GROUP BY 1, 2, 4, 5, 6;
"""


def fill_calendar(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    calendar = apps.get_model("tracking_statistics", "CalendarDay").objects.using(schema_editor.connection.alias)
    calendar.bulk_create(calendar.model(day=day, number=number) for day, number in numbered_days())


DROP_MEANING = """
DROP FUNCTION tracking_statistics_stays(uuid, integer);
DROP FUNCTION tracking_statistics_of(date, text, text, text, date, date);
"""


class Migration(migrations.Migration):
    dependencies = [("tracking_statistics", "0001_initial"), ("tracking", "0006_words_are_kept_by_the_database")]

    operations = [
        migrations.RunSQL(MEANING, DROP_MEANING),
        migrations.RunPython(fill_calendar, migrations.RunPython.noop),
        migrations.RunSQL(FIRST_COUNT, "DELETE FROM tracking_statistics_tally;"),
        migrations.RunSQL(COUNT, COUNT_NO_MORE),
    ]
