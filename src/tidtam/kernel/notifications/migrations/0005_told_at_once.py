"""A notice, its first delivery and the job for it are stored at once, whoever acts: one function with the owner's rights.

The rules of the tables stay as they are: nobody else's notices are read, and none is written past the function.
"""

from django.db import migrations

TELL = """
CREATE FUNCTION notifications_tell(told jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$ BEGIN
     INSERT INTO notifications_notice
         (id, person_id, account_id, kind, subject_kind, subject_id, url, sealed, platform_sealed, created_at)
     VALUES ((told ->> 'id')::uuid, (told ->> 'person_id')::uuid, (told ->> 'account_id')::uuid, told ->> 'kind',
         told ->> 'subject_kind', (told ->> 'subject_id')::uuid, told ->> 'url', (told ->> 'sealed')::bytea,
         told ->> 'platform_sealed', (told ->> 'created_at')::timestamptz);
     INSERT INTO notifications_delivery (id, notice_id, channel, state, failure, created_at)
     VALUES ((told ->> 'delivery_id')::uuid, (told ->> 'id')::uuid, 'email', 'waiting', '',
         (told ->> 'created_at')::timestamptz);
     PERFORM procrastinate_defer_jobs_v1(ARRAY[ROW('notices', 'notifications.deliver_notice', 0, NULL, NULL,
         jsonb_build_object('delivery_id', told ->> 'delivery_id'), NULL)::procrastinate_job_to_defer_v1]);
   END $$;
REVOKE ALL ON FUNCTION notifications_tell(jsonb) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION notifications_tell(jsonb) TO tidtam_app;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("notifications", "0004_row_security_of_ways"),
        ("procrastinate", "0037_pre_batch_defer_jobs"),
    ]

    operations = [migrations.RunSQL(TELL, "DROP FUNCTION notifications_tell(jsonb);")]
