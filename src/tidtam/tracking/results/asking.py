"""The form that asks for a result, and the sentences that show one, both made from the schema of its name."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet

from tidtam.kernel.access.forms import OrganizationField
from tidtam.kernel.orgs.models import Organization
from tidtam.tracking.definitions import Words
from tidtam.tracking.wording import long_date
from tidtam.web.forms import PlainTextField, ThaiDateField

from . import schema_of

LONGEST_LINE = 200
_PREFIX = "result_"

Content = Mapping[str, Any]


def words_of(name: str) -> str:
    """What a result of this name is, to people."""
    return _said(schema_of(name))


def is_of_result(field: str) -> bool:
    return field.startswith(_PREFIX)


def words_of_each(name: str, keys: Collection[str]) -> str:
    """What these properties of it are, to people."""
    return ", ".join(_said(about) for key, about in schema_of(name)["properties"].items() if key in keys)


def fields_of(
    name: str, offices: "QuerySet[Organization]", only: Collection[str] | None = None
) -> dict[str, forms.Field]:
    """One field for each property, in the order of the schema; lists come from products and programs only."""
    required = schema_of(name).get("required", ())
    return {
        _PREFIX + key: _field(about, offices, required=key in required)
        for key, about in _asked(name).items()
        if only is None or key in only
    }


def _asked(name: str) -> dict[str, Mapping[str, Any]]:
    properties = schema_of(name)["properties"]
    return {key: about for key, about in properties.items() if about.get("type") != "array"}


def _field(about: Mapping[str, Any], offices: "QuerySet[Organization]", *, required: bool) -> forms.Field:
    given: dict[str, Any] = {"label": _said(about), "required": required}
    match about:
        case {"enum": values}:
            choices = [(value, _said({"words": about["names"][value]})) for value in values]
            return forms.ChoiceField(choices=choices if required else [("", "–"), *choices], **given)
        case {"type": "string", "format": "date"}:
            return ThaiDateField(**given)
        case {"type": "string", "format": "uuid"}:
            return OrganizationField(queryset=offices, empty_label="–", **given)
        case {"type": "string"}:
            return PlainTextField(max_length=about.get("maxLength", LONGEST_LINE), **given)
        case {"type": "integer"}:
            return forms.IntegerField(min_value=about.get("minimum"), max_value=about.get("maximum"), **given)
    raise ValueError(f"no field asks for {dict(about)}")


def content_of(name: str, cleaned: Mapping[str, Any]) -> dict[str, Any]:
    """What the fields say, as the schema wants it; what was left empty is not said."""
    values = {key: cleaned.get(_PREFIX + key) for key in _asked(name)}
    return {key: _plain(value) for key, value in values.items() if value not in (None, "")}


def _plain(value: Any) -> Any:
    if isinstance(value, Organization):
        return str(value.pk)
    return value.isoformat() if isinstance(value, date) else value


def initial_of(name: str, content: Content) -> dict[str, Any]:
    """The fields as they would have been filled in for this content."""
    properties = _asked(name)
    return {
        _PREFIX + key: date.fromisoformat(value) if properties[key].get("format") == "date" else value
        for key, value in content.items()
        if key in properties
    }


def lines_of(name: str, content: Content, offices: Mapping[str, str]) -> list[tuple[str, str]]:
    """What came of it, property by property; organisations by the names they have now."""
    properties = schema_of(name)["properties"]
    return [
        (_said(properties[key]), _shown(properties[key], content[key], offices)) for key in properties if key in content
    ]


def _shown(about: Mapping[str, Any], value: Any, offices: Mapping[str, str]) -> str:
    if isinstance(value, list):
        return str(len(value))
    if "names" in about:
        return _said({"words": about["names"][value]})
    if about.get("format") == "date":
        return long_date(date.fromisoformat(value))
    return offices.get(value, value) if about.get("format") == "uuid" else str(value)


def _said(about: Mapping[str, Any]) -> str:
    return str(Words(**about["words"]))
