"""A job outlives the worker that was killed over it."""

import pytest
from asgiref.sync import async_to_sync
from django.db import connection

from tidtam.config.tasks import retry_stalled_jobs


@pytest.mark.requirement("QLT-03")
@pytest.mark.django_db
def test_a_job_of_a_dead_worker_is_picked_up_again() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) "
            "VALUES (now() - interval '1 hour'), (now()) RETURNING id"
        )
        dead, busy = (row[0] for row in cursor.fetchall())
        cursor.execute(
            "INSERT INTO procrastinate_jobs (task_name, queue_name, status, worker_id) "
            "VALUES ('of_the_dead', 'default', 'doing', %s), ('of_the_busy', 'default', 'doing', %s)",
            [dead, busy],
        )
    async_to_sync(retry_stalled_jobs.func)(0)
    with connection.cursor() as cursor:
        cursor.execute("SELECT task_name, status FROM procrastinate_jobs ORDER BY task_name DESC")
        assert cursor.fetchall() == [("of_the_dead", "todo"), ("of_the_busy", "doing")]
