"""Findings as notes beside what they are about."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from tidtam.products.academic.dossier.queries import Judged
from tidtam.products.academic.dossier.queries.dossiers import Override
from tidtam.products.academic.rulebook.choices import Answer, Severity
from tidtam.products.academic.rulebook.pointing import is_within, spot_at, trail_to
from tidtam.products.academic.rulebook.rules import Finding, place_words


def element_id(place: str) -> str:
    """Of the input, or of the heading of what stands at this place."""
    return "f" + place.replace("/", "-")


def note_id(place: str) -> str:
    return "n" + place.replace("/", "-")


def page_of(place: str) -> str:
    """The page that asks for what stands there: that of the entry or of the part it lies in, or of the list itself."""
    trail = trail_to(place)
    paged = [spot.place for spot in trail if spot.is_list or spot.entry is not None]
    return paged[-1] if paged else f"/{place.split('/')[1]}" if trail else ""


def url_of(judged: Judged, place: str) -> str:
    """Where one mends it, be it on a page of another app; the task list where the whole is meant."""
    if kept_on := judged.whole.page_of(place):
        return kept_on.url
    page = page_of(place)
    if not page:
        return reverse("dossier:tasks", args=[judged.dossier.pk])
    address = reverse("dossier:page", args=[judged.dossier.pk, page[1:]])
    return address if page == place else f"{address}#{element_id(place)}"


@dataclass(frozen=True)
class Note:
    finding: Finding
    judged: Judged
    also: tuple[Finding, ...] = ()
    """What other rules say of the same place in the same words: it is mended once."""

    @property
    def rules(self) -> str:
        return ", ".join(each.rule for each in (self.finding, *self.also))

    @property
    def clauses(self) -> list[str]:
        return list(dict.fromkeys(f"{each.rule} · {each.clause}" for each in (self.finding, *self.also)))

    @cached_property
    def override(self) -> Override | None:
        return self.judged.override_of(self.finding)

    @property
    def kind(self) -> str:
        """How it is drawn: what must be mended, what should, what need not be, what cannot be told."""
        if self.finding.answer == Answer.CANNOT_TELL:
            return "open"
        if self.override is not None:
            return "settled"
        return "must" if self.finding.severity == Severity.MUST else "should"

    @property
    def word(self) -> str:
        if self.finding.answer == Answer.CANNOT_TELL:
            return str(self.finding.answer.label)
        return _("Left as it is, with a reason") if self.override else str(self.finding.severity.label)

    @property
    def where(self) -> str:
        return place_words(self.finding.place)

    @property
    def url(self) -> str:
        return url_of(self.judged, self.finding.place)

    @property
    def anchor(self) -> str:
        return element_id(self.finding.place)

    @property
    def override_url(self) -> str:
        """Only what should be mended may be left as it is."""
        if self.finding.severity != Severity.SHOULD or not self.finding.is_fault:
            return ""
        named = urlencode({"rule": self.finding.rule, "place": self.finding.place})
        return f"{reverse('dossier:override', args=[self.judged.dossier.pk])}?{named}"


def notes_on(judged: Judged, within: str = "") -> list[Note]:
    """Everything that is to be read beside a field, at a place or all over; what must be mended first."""
    shown = [
        finding
        for finding in judged.findings
        if (finding.is_fault or (finding.answer == Answer.CANNOT_TELL and finding.place))
        and (not within or is_within(finding.place, within))
    ]
    order = ("must", "should", "open", "settled")
    return sorted(_said_once(judged, shown), key=lambda note: order.index(note.kind))


def _said_once(judged: Judged, findings: Iterable[Finding]) -> Iterator[Note]:
    """What several rules say of one place in the same words is one note; what may be left as it is, stands alone."""
    by_place: dict[str, list[Finding]] = {}
    for finding in findings:
        by_place.setdefault(finding.place, []).append(finding)
    for there in by_place.values():
        alike: dict[tuple[str, ...], list[Finding]] = {}
        for finding in there:
            own = finding.rule if finding.severity == Severity.SHOULD else ""
            words = finding.message if len(there) > 1 else ""
            alike.setdefault((finding.answer, own, words), []).append(finding)
        yield from (Note(first, judged, tuple(others)) for first, *others in alike.values())


def counts_within(notes: Iterable[Note], place: str) -> int:
    """How many faults are still open there."""
    return sum(note.kind in {"must", "should"} and is_within(note.finding.place, place) for note in notes)


def nearest(place: str, shown: Iterable[str]) -> str:
    """Of the places that a page shows, the innermost that it lies in."""
    return max((each for each in shown if is_within(place, each)), key=len, default="")


def title_of(place: str) -> str:
    spot = spot_at(place)
    return spot.title if spot else _("The dossier")
