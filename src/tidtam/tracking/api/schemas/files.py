"""Files that are sent before they are used."""

from datetime import datetime
from uuid import UUID

from pydantic import Field

from .base import Out


class FileOut(Out):
    id: UUID = Field(description="What to send as `file` when the step is finished.")
    name: str = Field(description="As it will be shown: harmless, with the ending that fits its content.")
    size: int
    kept_until: datetime = Field(description="Unused until then, it is forgotten.")
