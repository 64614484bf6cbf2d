"""Pages about a client that apps above this shelf have; the client's own page leads there."""

from tidtam.web.navigation import Text

_pages: list[tuple[str, Text]] = []


def register(url_name: str, label: Text) -> None:
    """The page's address takes the client's id as `client_id`."""
    if (url_name, label) not in _pages:
        _pages.append((url_name, label))


def pages() -> list[tuple[str, Text]]:
    return list(_pages)
