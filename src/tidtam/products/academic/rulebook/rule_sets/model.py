"""A set of rules as data: which rules hold from when, for whom, how severely, where it is written, and the dated lists
and parameters they ask."""

import re
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Any, Self

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, TypeAdapter, model_validator

from tidtam.products.academic.rulebook.choices import Method, Position, SetBy, Severity


def _name_nobody(key: str) -> str:
    """Keys stand in the trail and in addresses, where no number of a person may."""
    if re.search("[0-9]{9}", key):
        raise ValueError(_("a key has at most eight figures in a row."))
    return key


Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_.]{0,59}$"), AfterValidator(_name_nobody)]
_NUMBER = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,9})?")
Code = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_.+-]{1,60}$")]


class _Data(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Wording(_Data):
    """One text in both languages; reads as the one that is active."""

    th: str = Field(min_length=1, max_length=2_000)
    en: str = Field(min_length=1, max_length=2_000)

    def __str__(self) -> str:
        return self.th if (get_language() or "th").startswith("th") else self.en


class Clause(Wording):
    """Where it is written that it must be so."""

    source: Key
    """One of the set's sources."""
    at: Wording
    """The slide, section or number in it."""


class Ruling(_Data):
    """A rule as this set means it."""

    number: str = Field(pattern=r"^[A-Z]{2,4}-[0-9]{3}$")
    severity: Severity
    clause: Clause


class Listed(_Data):
    """An entry of a dated list."""

    code: Code
    name: Wording
    valid_from: date | None = None
    valid_until: date | None = None
    marks: frozenset[Key] = frozenset()
    """What the rules ask of it, such as that a kind of work may be improved."""

    def holds_on(self, day: date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_until is None or day <= self.valid_until
        )


class DatedList(_Data):
    name: Wording
    set_by: SetBy = SetBy.MINISTRY
    entries: tuple[Listed, ...] = ()
    """None at all means: not configured."""


_ENTRIES = TypeAdapter(tuple[Listed, ...])


def list_key(name: str) -> str:
    """By which the entries of a list are set, beside the parameters."""
    return f"lists.{name}"


def entries_as_text(entries: tuple[Listed, ...]) -> str:
    return _ENTRIES.dump_json(entries).decode()


class ParameterKind(StrEnum):
    NUMBER = "number"
    CODES = "codes"


class Parameter(_Data):
    """What no source says and an administrator decides. Empty means: not configured."""

    key: Key
    name: Wording
    set_by: SetBy = SetBy.MINISTRY
    kind: ParameterKind = ParameterKind.NUMBER
    list: str = ""
    """The list that the codes are of."""
    value: str = Field(default="", max_length=2_000)
    """A number, or codes parted by blanks."""

    @model_validator(mode="after")
    def _hold_a_number(self) -> Self:
        if self.value and self.kind == ParameterKind.NUMBER and not _NUMBER.fullmatch(self.value):
            raise ValueError(_("this is not a number."))
        return self

    @property
    def is_set(self) -> bool:
        return bool(self.value.strip())

    @property
    def number(self) -> Decimal:
        return Decimal(self.value)

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(self.value.split())


class AppliesTo(_Data):
    """An empty list means: to all."""

    positions: tuple[Position, ...] = ()
    methods: tuple[Method, ...] = ()
    employment_kinds: tuple[Code, ...] = ()
    institution_kinds: tuple[Code, ...] = ()


class Election(_Data):
    """A transition: whose dossier was begun in these days may elect this set though another one is the usual."""

    begun_from: date
    begun_until: date


class RuleSet(_Data):
    key: Key
    version: int = Field(ge=1, le=1_000_000)
    name: Wording
    source: Wording
    in_force_from: date
    in_force_until: date | None = None
    applies_to: AppliesTo = AppliesTo()
    election: Election | None = None
    sources: dict[Key, Wording]
    """The documents in which the clauses stand."""
    rulings: tuple[Ruling, ...]
    lists: dict[Key, DatedList] = {}
    parameters: tuple[Parameter, ...] = ()

    @model_validator(mode="after")
    def _say_each_thing_once(self) -> Self:
        for said in (
            [ruling.number for ruling in self.rulings],
            [parameter.key for parameter in self.parameters],
        ):
            if len(set(said)) < len(said):
                raise ValueError(_("the same rule or parameter stands in it twice."))
        for parameter in self.parameters:
            # A list that is not configured yet cannot say which codes it will have.
            known = (
                {entry.code for entry in self.lists[parameter.list].entries} if parameter.list in self.lists else set()
            )
            if known and (strange := set(parameter.codes) - known):
                told = {"key": parameter.key, "list": parameter.list, "codes": ", ".join(sorted(strange))}
                raise ValueError(_("%(key)s: the list %(list)s has no %(codes)s.") % told)
        if unknown := {ruling.clause.source for ruling in self.rulings} - set(self.sources):
            raise ValueError(_("no source is called %(names)s.") % {"names": ", ".join(sorted(unknown))})
        if self.in_force_until and self.in_force_until < self.in_force_from:
            raise ValueError(_("it ends before it begins."))
        return self

    def is_in_force(self, day: date) -> bool:
        return self.in_force_from <= day and (self.in_force_until is None or day <= self.in_force_until)

    def may_be_elected(self, begun: date) -> bool:
        return self.election is not None and self.election.begun_from <= begun <= self.election.begun_until

    def listed(self, name: str, code: str, on: date) -> Listed | None:
        """The entry of this code that holds on the day."""
        return next((entry for entry in self._by_code.get((name, code), ()) if entry.holds_on(on)), None)

    def parameter(self, key: str) -> Parameter | None:
        return self._by_key.get(key)

    def set_by(self, key: str) -> SetBy | None:
        """Whose it is to set this parameter, or the entries of this list; nothing where the set has none such."""
        if (parameter := self.parameter(key)) is not None:
            return parameter.set_by
        return next((dated.set_by for name, dated in self.lists.items() if list_key(name) == key), None)

    def with_values(self, values: dict[str, str]) -> "RuleSet":
        """The same set with what administrators have entered: parameters, and the entries of lists as JSON."""
        filled = tuple(
            Parameter.model_validate({**parameter.model_dump(), "value": values.get(parameter.key, parameter.value)})
            for parameter in self.parameters
        )
        lists = {
            name: dated.model_copy(update={"entries": _ENTRIES.validate_json(entered)})
            for name, dated in self.lists.items()
            if (entered := values.get(list_key(name)))
        }
        return self.with_changed(parameters=filled, lists={**self.lists, **lists})

    def with_changed(self, **changed: Any) -> "RuleSet":
        """Made anew: a copy would keep what was looked up in the old one."""
        fields = {name: getattr(self, name) for name in RuleSet.model_fields}
        return RuleSet.model_construct(**{**fields, **changed})

    @cached_property
    def _by_code(self) -> dict[tuple[str, str], list[Listed]]:
        found: dict[tuple[str, str], list[Listed]] = {}
        for name, dated in self.lists.items():
            for entry in dated.entries:
                found.setdefault((name, entry.code), []).append(entry)
        return found

    @cached_property
    def _by_key(self) -> dict[str, Parameter]:
        return {parameter.key: parameter for parameter in self.parameters}
