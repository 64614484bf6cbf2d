"""Statements written out by hand, for what is done most often: the server reads and plans each once a connection.

What Django composes is composed, read and planned anew each time, which takes longer than doing it. These go out as
libpq takes them: bound by the server, and the first of a transaction in one message with its BEGIN. They are counted
and logged like every other statement.
"""

from collections.abc import Sequence
from functools import cache
from itertools import count
from typing import Any
from weakref import WeakKeyDictionary

from django.db import connection
from psycopg import Connection
from psycopg.adapt import Transformer
from psycopg.errors import DataError, error_from_result
from psycopg.pq import ExecStatus, TransactionStatus
from psycopg.pq.abc import PGconn, PGresult

_DONE = frozenset({ExecStatus.COMMAND_OK, ExecStatus.TUPLES_OK})
_names: "WeakKeyDictionary[Connection[Any], dict[str, bytes]]" = WeakKeyDictionary()
"""Under which name each connection knows each statement."""


def execute(statement: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    """The rows that it returns.

    Each %s stands for a text, a number, a date, an id, bytes or nothing; of which type it is the server knows.
    """
    connection.ensure_connection()
    connection.validate_thread_sharing()
    connection.validate_no_broken_transaction()
    server = connection.connection
    with connection.wrap_database_errors:
        if not connection.queries_logged:
            return _run(server, statement, values)
        with connection.make_debug_cursor(server.cursor()).debug_sql(statement, values):
            return _run(server, statement, values)


def _run(server: "Connection[Any]", statement: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    wire = server.pgconn
    bound: list[Any] = [_bound(value) for value in values]
    name = _name_of(server, statement)
    if wire.transaction_status == TransactionStatus.IDLE and not server.autocommit:
        result = _begun_with(wire, name, bound)
    else:
        result = wire.exec_prepared(name, bound)
    loading = Transformer(server)
    loading.set_pgresult(_done(result))
    return loading.load_rows(0, result.ntuples, tuple)


def _bound(value: Any) -> bytes | None:
    if value is None:
        return None
    if isinstance(value, bytes):
        return b"\\x" + value.hex().encode()
    text = str(value).encode()
    if b"\0" in text:
        raise DataError("no text of the database holds a zero character")
    return text


def _name_of(server: "Connection[Any]", statement: str) -> bytes:
    names = _names.setdefault(server, {})
    if statement not in names:
        name = b"tidtam_%d" % len(names)
        _done(server.pgconn.prepare(name, _numbered(statement)))
        names[statement] = name
    return names[statement]


@cache
def _numbered(statement: str) -> bytes:
    """With the numbers that the server knows places by."""
    numbers = count(1)
    first, *rest = statement.split("%s")
    return "".join([first, *(f"${next(numbers)}{part}" for part in rest)]).encode()


def _begun_with(wire: PGconn, name: bytes, bound: Sequence[Any]) -> PGresult:
    """One way to the server and back, where BEGIN alone would have another."""
    wire.enter_pipeline_mode()
    wire.send_query_params(b"BEGIN", None)
    wire.send_query_prepared(name, bound)
    wire.pipeline_sync()
    _done(_answer(wire))  # what ends here is the connection: to begin a transaction is never refused
    result = _answer(wire)
    wire.get_result()  # that all was answered
    wire.exit_pipeline_mode()
    return result


def _answer(wire: PGconn) -> PGresult:
    result = wire.get_result()
    if result is None:
        raise RuntimeError("the server owes an answer")
    wire.get_result()  # that it ends here
    return result


def _done(result: PGresult) -> PGresult:
    if result.status not in _DONE:
        raise error_from_result(result)
    return result
