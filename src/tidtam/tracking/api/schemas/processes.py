"""Processes with their steps."""

from typing import Any, Literal

from pydantic import Field

from .base import Bilingual, Named, Out


class OutcomeOut(Out):
    key: str = Field(description="What to send as `outcome`; empty for the only way on.")
    name: Bilingual
    leads_to: str


class EndingOut(Named):
    result: str = Field(description="The name of what comes of it for other programs; empty where nothing does.")


class StepDefinitionOut(Out):
    key: str
    name: Bilingual
    explanation: Bilingual
    actor: str = Field(description="The role that acts here, or `subject`.")
    working_days: int | None
    records: dict[str, Literal["optional", "required"]] = Field(description="What the step records beside its date.")
    outcomes: list[OutcomeOut]
    may_return_to: str | None


class ProcessOut(Out):
    key: str
    version: int
    name: Bilingual
    description: Bilingual
    url: str


class ProcessDetailOut(ProcessOut):
    opened_by: list[str] = Field(description="The roles that hand in matters of this kind.")
    steps: list[StepDefinitionOut]
    endings: list[EndingOut]
    results: dict[str, Any] = Field(description="The JSON schema of each result that an ending promises, by its name.")


class ProcessesOut(Out):
    items: list[ProcessOut]
