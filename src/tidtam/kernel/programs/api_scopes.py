"""What a client may be allowed. Each app that answers clients registers its scopes; this shelf knows none by name."""

from dataclasses import dataclass

from django.utils.functional import Promise

Text = str | Promise


@dataclass(frozen=True)
class ApiScope:
    key: str
    """As OAuth 2.0 writes it, such as `cases:read`."""
    label: Text


_scopes: dict[str, ApiScope] = {}


def register(*scopes: ApiScope) -> None:
    for scope in scopes:
        if _scopes.setdefault(scope.key, scope) != scope:
            raise ValueError(f"there are two different scopes named {scope.key}")


def all_scopes() -> list[ApiScope]:
    return list(_scopes.values())


def is_known(key: str) -> bool:
    return key in _scopes


def label_of(key: str) -> Text:
    """The bare key for a scope of an app that is no longer installed."""
    return _scopes[key].label if key in _scopes else key
