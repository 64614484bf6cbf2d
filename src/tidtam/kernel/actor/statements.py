"""Statements written out by hand, for what is done most often: the server reads and plans each once a connection.

What Django composes is composed, read and planned anew each time, which takes longer than doing it. The server binds
the values of what goes through here. It is counted and logged like every other statement.
"""

from collections.abc import Sequence
from typing import Any

from django.db import connection
from django.db.backends.utils import CursorWrapper
from psycopg import Cursor


def execute(statement: str, values: Sequence[Any]) -> CursorWrapper:
    """The cursor holds what it returned."""
    connection.ensure_connection()
    bound_by_the_server: Any = Cursor(connection.connection)
    cursor = connection.make_cursor(bound_by_the_server)
    if connection.queries_logged:
        with connection.make_debug_cursor(bound_by_the_server).debug_sql(statement, values):
            cursor.execute(statement, values)
    else:
        cursor.execute(statement, values)
    return cursor
