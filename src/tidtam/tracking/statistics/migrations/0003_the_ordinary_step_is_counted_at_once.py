"""An ordinary step is counted from the two rows it is about; only what is out of the ordinary is counted by comparing.

Ordinary is a move from one step to another, and a stay that nothing interrupted: the event before the one that ended it
began it, so that neither a suspension nor a correction can lie between. The plans of the functions are kept for as long
as a connection lives, also where they were made when the tables were empty: they may use indexes only.
"""

from django.db import migrations

CASE = """
CREATE OR REPLACE FUNCTION tracking_statistics_count_case() RETURNS trigger LANGUAGE plpgsql
SET enable_seqscan = off AS
$$ BEGIN
     IF TG_OP = 'UPDATE' AND OLD.status = 'in_progress' AND NEW.status = 'in_progress'
        AND (OLD.received_on, OLD.process_version_id) = (NEW.received_on, NEW.process_version_id) THEN
       IF (OLD.step, OLD.limit_on) IS DISTINCT FROM (NEW.step, NEW.limit_on) THEN
         INSERT INTO tracking_statistics_tally
             (organization_id, version_id, measure, step, day, days, change, is_sum)
         VALUES (NEW.organization_id, NEW.process_version_id, 'h', OLD.step, OLD.limit_on, NULL, -1, false),
                (NEW.organization_id, NEW.process_version_id, 'h', NEW.step, NEW.limit_on, NULL, 1, false);
       END IF;
       RETURN NULL;
     END IF;
     INSERT INTO tracking_statistics_tally (organization_id, version_id, measure, step, day, days, change, is_sum)
     SELECT NEW.organization_id, version, measure, step, day, days, sum(change), false
     FROM (SELECT NEW.process_version_id AS version, now_it_is.*, 1 AS change
           FROM tracking_statistics_of(NEW.received_on, NEW.status, NEW.step, NEW.ended_how, NEW.step_since,
               NEW.limit_on) AS now_it_is
           UNION ALL
           SELECT OLD.process_version_id, before_it_was.*, -1
           FROM tracking_statistics_of(OLD.received_on, OLD.status, OLD.step, OLD.ended_how, OLD.step_since,
               OLD.limit_on) AS before_it_was WHERE TG_OP = 'UPDATE') AS changed
     GROUP BY version, measure, step, day, days HAVING sum(change) <> 0;
     RETURN NULL;
   END $$;
"""
STAY = """
CREATE OR REPLACE FUNCTION tracking_statistics_count_stay() RETURNS trigger LANGUAGE plpgsql
SET enable_seqscan = off AS
$$ DECLARE
     began record;
   BEGIN
     SELECT kind, happened_on INTO began FROM tracking_caseevent
     WHERE case_id = NEW.case_id AND sequence = NEW.sequence - 1;
     IF NEW.kind <> 'corrected' AND began.kind IN ('opened', 'taken_over', 'finished', 'reopened') THEN
       INSERT INTO tracking_statistics_tally
           (organization_id, version_id, measure, step, day, days, change, is_sum)
       SELECT matter.organization_id, opened.process_version_id, 's', NEW.step,
           date_trunc('month', NEW.happened_on), later.number - earlier.number, 1, false
       FROM tracking_case AS matter, tracking_caseevent AS opened,
           tracking_statistics_calendarday AS earlier, tracking_statistics_calendarday AS later
       WHERE matter.id = NEW.case_id AND opened.case_id = NEW.case_id AND opened.sequence = 1
           AND earlier.day = began.happened_on AND later.day = NEW.happened_on;
       RETURN NULL;
     END IF;
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
"""


class Migration(migrations.Migration):
    """Both ways of counting come to the same, so that going back leaves the functions as they are."""

    dependencies = [("tracking_statistics", "0002_the_database_counts")]

    operations = [
        migrations.RunSQL(CASE, migrations.RunSQL.noop),
        migrations.RunSQL(STAY, migrations.RunSQL.noop),
    ]
