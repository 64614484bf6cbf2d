"""The OpenAPI 3.1 document: what ninja reads from the code, and what it does not know of it."""

from functools import cache
from typing import Any

from django.utils.translation import override
from ninja import NinjaAPI
from ninja.operation import Operation

from .calls import ClientToken
from .problems import KINDS, MEDIA_TYPE

_KEY = {
    "in": "header",
    "name": "Idempotency-Key",
    "required": True,
    "schema": {"type": "string", "minLength": 1, "maxLength": 128},
    "description": "Any text of the client's own, new for each thing it wants done. Sent again with the same request "
    "within 24 hours, the first answer comes back and nothing is done twice.",
    "example": "4f6c2f0e-order-1042",
}
_VERSION = {
    "in": "header",
    "name": "If-Match",
    "required": True,
    "schema": {"type": "string", "pattern": '^"[0-9]{1,9}"$'},
    "description": "The ETag of the matter as the client read it. If something happened since, the answer is 412.",
    "example": '"3"',
}


@cache
def document_of(api: NinjaAPI) -> dict[str, Any]:
    """In English, as programs and those who write them read it. The same for as long as the process lives."""
    document: dict[str, Any] = dict(api.get_openapi_schema(path_prefix="/api/v1/"))
    document["servers"] = [{"url": "/"}]
    known = _operations(api)
    with override("en"):
        for operations in document["paths"].values():
            for described in operations.values():
                _complete(described, known[described["operationId"]])
    return document


def _operations(api: NinjaAPI) -> dict[str, Operation]:
    return {
        str(operation.operation_id): operation
        for router in api._get_bound_routers()
        for view in router.path_operations.values()
        for operation in view.operations
    }


def _complete(described: dict[str, Any], operation: Operation) -> None:
    scopes = [str(auth.scope) for auth in operation.auth_callbacks if isinstance(auth, ClientToken)]
    if scopes:
        described["security"] = [{"ClientToken": scopes}]
    problems = {int(status) for status in described["responses"] if int(status) >= 400}
    # Only what has a key can be told that it lacks one; only what moves a matter needs the version.
    if 409 in problems:
        described["parameters"] = [*described["parameters"], _KEY]
    if 428 in problems:
        described["parameters"] = [*described["parameters"], _VERSION]
    for status in problems:
        answer = described["responses"][status]
        answer["description"] = " / ".join(str(title) for code, title in KINDS.values() if code == status)
        answer["content"] = {MEDIA_TYPE: next(iter(answer["content"].values()))}
