"""Which answers an operation may give, for its OpenAPI description."""

from typing import Any

from .schemas.problems import ProblemOut

_ALWAYS = (401, 403, 406, 429, 500)


def ok(schema: Any, *problems: int, status: int = 200) -> dict[int, Any]:
    """The answer of success, and the problems beside those that every call may meet."""
    return {status: schema, **dict.fromkeys(sorted({*_ALWAYS, *problems}), ProblemOut)}


def changed(schema: Any, *problems: int, status: int = 200) -> dict[int, Any]:
    """The same for a call that changes something and has an Idempotency-Key."""
    return ok(schema, 400, 409, 413, 415, 422, *problems, status=status)
