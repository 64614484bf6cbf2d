"""A work as a reference list gives it: all authors, the year, the title, where it appeared, the pages."""

import re
from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from tidtam.products.academic.rulebook.structure import Version, Work

_THAI = re.compile("[\u0e00-\u0e7f]")
_BARE_NUMBER = re.compile(r"\d+")
_BARE_PAGES = re.compile(r"\d[\d\s,–-]*")


def cite(work: Work) -> str:
    """In the language of the work; what was not said is left out."""
    with _language_of(work.title):
        parts = [_sentence(_names(work)), _year(work.year), _sentence(work.title), _edition(work)]
        return _joined(" ", (*parts, _sentence(_source(work))))


def cite_version(version: Version) -> str:
    with _language_of(version.title):
        where = _joined(", ", (version.source.strip(), _pages(version.pages, in_journal=False)))
        return _joined(" ", (_year(version.year), _sentence(version.title), _sentence(where)))


def _language_of(title: str) -> override:
    return override("th" if _THAI.search(title) else "en")


def _names(work: Work) -> str:
    *before, last = [name for author in work.authors if (name := author.name.strip())] or [""]
    if not before:
        return last
    return pgettext("citation", "%(names)s and %(last)s") % {"names": ", ".join(before), "last": last}


def _year(year: str) -> str:
    return f"({year.strip()})." if year.strip() else ""


def _edition(work: Work) -> str:
    edition = work.edition.strip()
    is_number = _BARE_NUMBER.fullmatch(edition) is not None
    return _sentence(pgettext("citation", "Edition %(number)s") % {"number": edition} if is_number else edition)


def _source(work: Work) -> str:
    source, publisher = work.source.strip(), work.publisher.strip()
    volume, issue = work.volume.strip(), work.issue.strip()
    where = f"{volume}({issue})" if issue else volume
    pages = _pages(work.pages, in_journal=bool(work.is_in_journal))
    return _joined(", ", (source, where, publisher if publisher != source else "", pages))


def _pages(pages: str, *, in_journal: bool) -> str:
    """Bare figures get a word: in a journal they are the pages, of a book how many there are."""
    pages = pages.strip()
    if not _BARE_PAGES.fullmatch(pages):
        return pages
    if in_journal or not _BARE_NUMBER.fullmatch(pages):
        return pgettext("citation", "pp. %(pages)s") % {"pages": pages}
    return pgettext("citation", "%(count)s pages") % {"count": pages}


def _joined(between: str, parts: Iterable[str]) -> str:
    return between.join(part for part in parts if part)


def _sentence(text: str) -> str:
    text = text.strip()
    return text if not text or text[-1] in ".?!" else f"{text}."


def unnamed(work: Work) -> str:
    """What stands in place of a work of which nothing was said yet."""
    return cite(work) or _("A work of which nothing has been entered yet")
