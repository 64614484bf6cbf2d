"""What went wrong."""

from pydantic import Field

from .base import Out


class FaultOut(Out):
    pointer: str = Field(description="A JSON pointer into the body, or `#query/…`, `#header/…`.")
    detail: str
    code: str


class ProblemOut(Out):
    """What went wrong (RFC 9457)."""

    type: str = Field(description="Which kind of problem: an address at which it is explained.")
    title: str
    status: int
    detail: str | None = None
    instance: str
    reference: str = Field(description="Tell it to the office: the log has it.")
    errors: list[FaultOut] | None = None
