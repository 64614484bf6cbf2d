"""How often a client calls: one row a client, counted in one statement outside the call's own transaction."""

from django.db import connection

from tidtam.kernel.actor import Actor

MOST_A_MINUTE = 600

_COUNT = """
INSERT INTO tracking_api_callcount AS counted (client_id, minute, calls) VALUES (%s, %s, 1)
ON CONFLICT (client_id) DO UPDATE
    SET calls = CASE WHEN counted.minute = excluded.minute THEN counted.calls + 1 ELSE 1 END, minute = excluded.minute
RETURNING calls
"""


def count_call(actor: Actor) -> int:
    """Seconds to wait, if the client has called too often in this minute; else nothing."""
    seconds = int(actor.now().timestamp())
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [actor.client_id, seconds // 60])
        calls: int = cursor.fetchone()[0]
    return 60 - seconds % 60 if calls > MOST_A_MINUTE else 0
