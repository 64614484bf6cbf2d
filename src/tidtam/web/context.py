"""What every page's shell shows. Everything is worked out only when a template asks for it."""

from functools import cached_property
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language

from . import navigation
from .acting import Acting, acting_of, grants_of
from .addresses import without_numbers
from .navigation import Link, Text


class Shell:
    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @cached_property
    def acting(self) -> Acting:
        return acting_of(self._request)

    @cached_property
    def roles(self) -> list[tuple[Text, str]]:
        """Each role acted in, with its organisation's name in the page's language."""
        is_thai = get_language() == "th"
        return [
            (navigation.role_label(grant.role), grant.organization_name_th if is_thai else grant.organization_name_en)
            for grant in grants_of(self.acting)
        ]

    @property
    def more_roles(self) -> int:
        return max(0, len(self.roles) - 1)

    def _links(self, area: navigation.Area) -> list[Link]:
        return navigation.links(area, self.acting, self._request.path)

    @cached_property
    def _all_main(self) -> list[Link]:
        return self._links("main")

    @property
    def main(self) -> list[Link]:
        return self._all_main[: navigation.MOST_MAIN_ENTRIES]

    @cached_property
    def side(self) -> list[Link]:
        """The side menu, led by what did not fit into the bar."""
        return self._all_main[navigation.MOST_MAIN_ENTRIES :] + self._links("side")

    @cached_property
    def header(self) -> list[Link]:
        return self._links("header")

    @cached_property
    def home(self) -> list[Link]:
        return self._links("home")

    @cached_property
    def footer(self) -> list[Link]:
        return self._links("footer")

    @property
    def is_demonstration(self) -> bool:
        return bool(settings.ENVIRONMENT.is_demonstration)

    @property
    def office_name(self) -> str:
        return str(settings.ENVIRONMENT.office_name)

    @property
    def return_path(self) -> str:
        """Where to come back to after the language was switched: a posted page cannot be asked for again."""
        if self._request.method in {"GET", "HEAD"}:
            return without_numbers(self._request.get_full_path())
        referer = self._request.headers.get("Referer", "")
        if not url_has_allowed_host_and_scheme(referer, allowed_hosts={self._request.get_host()}):
            return "/"
        parts = urlsplit(referer)
        return f"{parts.path}?{parts.query}" if parts.query else parts.path


def shell(request: HttpRequest) -> dict[str, Shell]:
    return {"shell": Shell(request)}
