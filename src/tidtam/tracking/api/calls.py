"""What every operation of the interface says of itself: the scope it needs, the key it is safe to repeat with."""

import hashlib
import re
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja.security.base import AuthBase

from tidtam.kernel.programs.api_scopes import all_scopes
from tidtam.tracking.models import Case

from .actions.answers import Answer, InUse, UsedOtherwise, claim_key
from .door import MULTIPART, ApiRequest
from .models import KEY_LENGTH
from .problems import Problem

Call = TypeVar("Call", bound=Callable[..., Any])
_VERSION = re.compile(r'"(\d{1,9})"')


class ClientToken(AuthBase):
    """Asks for a token that reaches as far as the operation goes."""

    openapi_type = "oauth2"
    openapi_description = "A token of /oauth/token, by client credentials."

    def __init__(self, scope: str) -> None:
        """Made when the addresses are read: by then every app has said which scopes there are."""
        scopes = {each.key: each.key for each in all_scopes()}
        self.openapi_flows = {"clientCredentials": {"tokenUrl": "/oauth/token", "scopes": scopes}}
        super().__init__()
        self.scope = scope

    def __call__(self, request: HttpRequest) -> bool:
        presented = getattr(request, "presented", None)
        if presented is None:
            raise Problem("unauthorized", headers={"WWW-Authenticate": 'Bearer realm="Tidtam"'})
        if self.scope not in presented.scopes:
            wanted = f'Bearer realm="Tidtam", error="insufficient_scope", scope="{self.scope}"'
            raise Problem(
                "insufficient_scope",
                _("This needs the scope %(scope)s.") % {"scope": self.scope},
                headers={"WWW-Authenticate": wanted},
            )
        return True


class Repeated(Exception):
    """The request was carried out before; this is what it was answered."""

    def __init__(self, answer: Answer) -> None:
        super().__init__()
        self.answer = answer


def once(call: Call) -> Call:
    """Carried out once for each Idempotency-Key."""

    @wraps(call)
    def keyed(request: ApiRequest, *args: Any, **kwargs: Any) -> Any:
        key = request.headers.get("Idempotency-Key", "").strip()
        if not 0 < len(key) <= KEY_LENGTH:
            raise Problem("idempotency_key_missing")
        said = f"{request.method}\0{request.get_full_path()}\0{request.headers.get('If-Match', '')}\0".encode()
        try:
            claimed = claim_key(request.actor, key, said + _sent(request))
        except InUse:
            raise Problem("key_in_use", headers={"Retry-After": "1"}) from None
        except UsedOtherwise:
            raise Problem("key_reused") from None
        if isinstance(claimed, Answer):
            raise Repeated(claimed)
        request.once = claimed
        return call(request, *args, **kwargs)

    return keyed  # type: ignore[return-value]


def _sent(request: ApiRequest) -> bytes:
    """What the request says, however long: of a file its digest, since its wrapping differs from time to time."""
    if request.content_type != MULTIPART:
        return request.body
    files = [(name, file) for name, file in sorted(request.FILES.items()) if isinstance(file, UploadedFile)]
    return "\0".join(f"{name}\0{file.name}\0{_digest(file)}" for name, file in files).encode()


def _digest(file: "UploadedFile[bytes]") -> str:
    digest = hashlib.sha256(b"".join(file.chunks())).hexdigest()
    file.seek(0)
    return digest


def client_of(request: ApiRequest) -> UUID:
    """Who calls; an operation with a token always has a client."""
    if request.actor.client_id is None:
        raise Problem("unauthorized")
    return request.actor.client_id


def repeated(error: Repeated) -> HttpResponse:
    kept = error.answer
    headers = {**kept.headers, "Idempotency-Replayed": "true"}
    return HttpResponse(kept.body, status=kept.status, content_type="application/json; charset=utf-8", headers=headers)


def version_wanted(request: HttpRequest) -> int:
    """The version the client read, out of If-Match."""
    given = request.headers.get("If-Match", "")
    if not given:
        raise Problem("version_missing")
    found = _VERSION.fullmatch(given.strip())
    if found is None:
        raise Problem("bad_request", _('If-Match holds the ETag of the matter as it was read, such as "3".'))
    return int(found[1])


def show_version(response: HttpResponse, case: Case) -> None:
    response.headers["ETag"] = f'"{case.version}"'
