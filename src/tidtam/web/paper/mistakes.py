"""What the compiler says of a template, line by line, in words that a person can act on."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

_SAID = re.compile(r"^(?:error|warning): (?P<said>.+)$")
_PLACE = re.compile(r"(?:┌─ |/)(?P<file>[\w.-]{1,60}):(?P<line>\d{1,6}):\d{1,6}$")
_MAIN = "main.typ"
_LONGEST_ROW = 1_000
_MOST_ROWS = 2_000
"""A template words its own mistakes too: nothing that it says keeps the reader of them busy."""


@dataclass(frozen=True, slots=True)
class Mistake:
    line: int | None
    """Of the template; nothing where the compiler names no place in it."""
    said: str
    """As the compiler says it, in English."""

    @property
    def words(self) -> str:
        for pattern, translated in _WORDS:
            if found := re.search(pattern, self.said):
                return str(translated) % found.groupdict()
        return _("The compiler says: %(said)s") % {"said": self.said}


def mistakes_in(diagnostic: str) -> Iterator[Mistake]:
    """Every error and warning with the first place it names."""
    said = ""
    for row in (each[:_LONGEST_ROW] for each in diagnostic.splitlines()[:_MOST_ROWS]):
        if found := _SAID.match(row):
            if said:
                yield Mistake(None, said)
            said = found["said"]
        elif said and (place := _PLACE.search(row.strip())):
            yield Mistake(int(place["line"]) if place["file"] == _MAIN else None, said)
            said = ""
    if said:
        yield Mistake(None, said)


_UNCLOSED = gettext_lazy("A bracket or quotation mark that is opened here is never closed.")
_WORDS = (
    (
        r"failed to download package|package not found",
        gettext_lazy("Packages from outside cannot be used: copy what is needed into the template."),
    ),
    (
        r"failed to load file|file not found|escape the project root",
        gettext_lazy("This file does not exist here. A template can read its data and its attached pictures only."),
    ),
    (
        r"document title",
        gettext_lazy("The document has no title. Write #set document(title: …) at the beginning of the template."),
    ),
    (
        r"missing alt text",
        gettext_lazy("This picture or formula has no description for those who cannot see it. Give it with alt: “…”."),
    ),
    (r"heading must be of level|heading level", gettext_lazy("Headings begin with the first level and skip none.")),
    (
        r"unknown font family: (?P<name>.+)",
        gettext_lazy("There is no font “%(name)s”. Use “Tidtam Thai” and “Tidtam Latin”."),
    ),
    (
        r"could not be displayed with font",
        gettext_lazy("The font has no such letter. Use “Tidtam Thai”, “Tidtam Latin” and “Tidtam Latin Extended”."),
    ),
    (
        r"dictionary does not contain key \"(?P<name>.+?)\"",
        gettext_lazy("The data have nothing named “%(name)s”. The guide and the sample data list all names."),
    ),
    (r"unknown variable: (?P<name>.+)", gettext_lazy("Nothing named “%(name)s” was declared in the template.")),
    (r"unclosed (delimiter|string|label|raw)", _UNCLOSED),
    (
        r"condition is always true|loop seems to be infinite|depth exceeded",
        gettext_lazy("This repeats itself without end."),
    ),
)
"""What people meet most, by what the compiler says."""
