"""Every route there is, found by walking the resolver, so that none can be forgotten."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver


def all_routes() -> list[str]:
    """Their names, with namespaces. A route without a name is named by its pattern, and so is found undeclared."""
    return sorted(_walk(get_resolver().url_patterns, ()))


def _walk(patterns: "list[URLPattern | URLResolver]", namespaces: tuple[str, ...]) -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = (*namespaces, pattern.namespace) if pattern.namespace else namespaces
            yield from _walk(pattern.url_patterns, inner)
        else:
            yield ":".join((*namespaces, pattern.name or str(pattern.pattern)))
