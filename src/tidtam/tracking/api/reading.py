"""The OpenAPI document as a page shows it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from ninja import NinjaAPI

from .document import document_of
from .problems import KINDS, Text


@dataclass(frozen=True)
class FieldRow:
    name: str
    place: str
    kind: str
    is_required: bool
    description: str


@dataclass(frozen=True)
class OperationPage:
    key: str
    method: str
    path: str
    summary: str
    description: list[str]
    scope: str
    fields: list[FieldRow]
    answers: list[tuple[str, str]]


@dataclass(frozen=True)
class Chapter:
    title: str
    operations: list[OperationPage] = field(default_factory=list)


@cache
def chapters(api: NinjaAPI) -> list[Chapter]:
    document = document_of(api)
    found: dict[str, Chapter] = {}
    for path, operations in document["paths"].items():
        for method, described in operations.items():
            chapter = found.setdefault(described["tags"][0], Chapter(described["tags"][0]))
            chapter.operations.append(_page(document, path, method, described))
    return list(found.values())


def problem_kinds() -> list[tuple[str, int, Text]]:
    return [(kind, status, title) for kind, (status, title) in KINDS.items()]


def _page(document: dict[str, Any], path: str, method: str, described: dict[str, Any]) -> OperationPage:
    return OperationPage(
        key=described["operationId"],
        method=method.upper(),
        path=path,
        summary=described["summary"],
        description=[part for part in described.get("description", "").split("\n\n") if part],
        scope=next((scope for need in described.get("security", []) for scope in need["ClientToken"]), ""),
        fields=list(_fields(document, described)),
        answers=[(str(status), answer["description"]) for status, answer in described["responses"].items()],
    )


def _fields(document: dict[str, Any], described: dict[str, Any]) -> Iterator[FieldRow]:
    for given in described["parameters"]:
        yield FieldRow(
            given["name"], given["in"], _kind(given["schema"]), given["required"], given.get("description", "")
        )
    for content in described.get("requestBody", {}).get("content", {}).values():
        yield from _inside(document, content["schema"], "")


def _inside(document: dict[str, Any], schema: dict[str, Any], prefix: str) -> Iterator[FieldRow]:
    """The fields of an object, and of the objects in it."""
    whole = _resolved(document, schema)
    for name, part in whole.get("properties", {}).items():
        inner = _resolved(document, part.get("items", part))
        required = name in whole.get("required", [])
        yield FieldRow(f"{prefix}{name}", "body", _kind(part), required, part.get("description", ""))
        yield from _inside(document, inner, f"{prefix}{name}/")


def _resolved(document: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    if "$ref" not in schema:
        return schema
    resolved: dict[str, Any] = document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    return resolved


def _kind(schema: dict[str, Any]) -> str:
    if "enum" in schema:
        return " | ".join(f'"{value}"' for value in schema["enum"])
    if "anyOf" in schema:
        return " | ".join(_kind(part) for part in schema["anyOf"])
    return str(schema.get("format") or schema.get("type") or "object")
