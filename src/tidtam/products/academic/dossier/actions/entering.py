"""What is typed into a dossier field by field, entry by entry and file by file, while others may be typing too."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db.transaction import atomic
from django.http import Http404
from django.utils.translation import gettext as _

from tidtam.kernel.actor import Actor, Outdated, Refused
from tidtam.kernel.files.actions import end_file, store_file
from tidtam.products.academic.dossier.elsewhere import Page, may_be_kept, page_at, pages_of
from tidtam.products.academic.dossier.models import Dossier
from tidtam.products.academic.dossier.queries import content_of
from tidtam.products.academic.dossier.queries.attached import hanging_nowhere, named_in, named_in_editions
from tidtam.products.academic.dossier.queries.dossiers import (
    FILES_OF_A_DOSSIER,
    file_of_dossier,
    files_of_dossier,
    typed_in,
)
from tidtam.products.academic.rulebook.pointing import (
    Spot,
    Values,
    digest_of,
    said,
    value_at,
    with_value,
)
from tidtam.products.academic.rulebook.reading import NotADossier, made_of, values_of
from tidtam.products.academic.rulebook.structure import Dossier as Content

from .storing import fitting, record_act, store, to_change


@dataclass(frozen=True, slots=True)
class Typed:
    place: str
    value: str | bool | list[str] | None
    was: frozenset[str]
    """Digests of what stood there when it was shown, and of what is overwritten knowingly."""


@dataclass(slots=True)
class Saved:
    """What became of everything that was typed."""

    conflicts: dict[str, Any] = field(default_factory=dict)
    """Where somebody else wrote something else meanwhile, and what; nothing was changed there."""
    refused: dict[str, str] = field(default_factory=dict)
    """What a dossier cannot hold, and why."""


def type_fields(actor: Actor, dossier: Dossier, part: str, typed: Iterable[Typed], *, seen: int) -> Saved:
    """Keep what was typed in one part. Two persons may work in it at once; in one field, the second is told."""
    saved = Saved()
    with atomic():
        dossier = to_change(actor, dossier)
        before = typed_in(dossier)
        values = values_of(before)
        wanted: dict[str, Any] = {}
        for each in typed:
            _must_be_the_same_entry(dossier, values, each.place, seen)
            stood = value_at(values, each.place)
            if said(stood) == said(each.value):
                continue
            if page := _kept_on(actor, dossier, each.place):
                saved.refused[each.place] = _kept_elsewhere(page)
            elif digest_of(stood) in each.was:
                wanted[each.place] = each.value
            else:
                saved.conflicts[each.place] = stood
        after = _all_that_fits(values, wanted, saved)
        if values_of(after) != values:
            store(actor, dossier, before, after, (part,))
            record_act(actor, "academic_dossier.changed", dossier, part=part)
    return saved


def add_entries(actor: Actor, dossier: Dossier, spot: Spot, entries: list[Values], *, seen: int) -> int:
    """Put new entries at the end of a list; the number of the first of them, counted from nought."""
    first = 0

    def add(listed: list[Any] | None) -> list[Any]:
        nonlocal first
        there = listed or []
        first = len(there)
        return [*there, *(_marked(there, entries) if spot.place == "/works" else entries)]

    _change(actor, dossier, spot, add, seen=seen)
    return first


def move_entry(actor: Actor, dossier: Dossier, spot: Spot, number: int, *, by: int, seen: int) -> None:
    def move(listed: list[Any]) -> list[Any]:
        goal = min(max(number + by, 0), len(listed) - 1)
        rest = [entry for index, entry in enumerate(listed) if index != number]
        return [*rest[:goal], listed[number], *rest[goal:]]

    _change(actor, dossier, spot, move, seen=seen, number=number)


def remove_entry(actor: Actor, dossier: Dossier, spot: Spot, number: int, *, seen: int) -> None:
    def remove(listed: list[Any]) -> list[Any]:
        return [entry for index, entry in enumerate(listed) if index != number]

    _change(actor, dossier, spot, remove, seen=seen, number=number)


def attach_file(actor: Actor, dossier: Dossier, spot: Spot, upload: "UploadedFile[bytes]", *, seen: int) -> None:
    """The file and what names it in the dossier come together or not at all.

    It belongs to the dossier, not to whom it is about: those of a committee are none of the applicant's own files.
    """

    def attach(attached: list[str] | None) -> list[str] | str:
        stored = store_file(
            actor,
            upload=upload,
            owner_kind=FILES_OF_A_DOSSIER,
            owner_id=dossier.pk,
            organization_path=dossier.organization_path,
        )
        return [*(attached or ()), str(stored.pk)] if spot.takes_many else str(stored.pk)

    _change(actor, dossier, spot, attach, seen=seen)


def attach_again(actor: Actor, dossier: Dossier, spot: Spot, file_id: str, *, seen: int) -> None:
    """A file that hangs nowhere, or elsewhere in the dossier."""

    def attach(attached: list[str] | str | None) -> list[str] | str:
        # Asked while the dossier is locked: somebody may throw it away at this moment.
        if file_of_dossier(actor, dossier, file_id) is None:
            raise Http404
        return list(dict.fromkeys([*(attached or ()), file_id])) if spot.takes_many else file_id

    _change(actor, dossier, spot, attach, seen=seen)


def discard_file(actor: Actor, dossier: Dossier, file_id: str) -> None:
    """A file that hangs nowhere goes for good. Done twice, it is done once."""
    with atomic():
        dossier = to_change(actor, dossier)
        files = files_of_dossier(actor, dossier)
        values = values_of(content_of(actor, dossier))
        for file in hanging_nowhere(actor, dossier, values, files):
            if str(file.pk) == file_id:
                end_file(actor, file)


def detach_file(actor: Actor, dossier: Dossier, spot: Spot, file_id: str, *, seen: int) -> None:
    def detach(attached: list[str] | str | None) -> list[str] | str:
        return [each for each in attached or () if each != file_id] if spot.takes_many else ""

    _change(actor, dossier, spot, detach, seen=seen)


def _marked(there: list[Any], works: list[Values]) -> list[Values]:
    """Other parts speak of a work by its mark, so each is given one that no other has."""
    taken = {work.get("id") for work in there}
    free = (mark for number in count(1) if (mark := f"w{number}") not in taken)
    return [{"id": next(free), **work} for work in works]


def _change(
    actor: Actor,
    dossier: Dossier,
    spot: Spot,
    change: Callable[[Any], Any],
    *,
    seen: int,
    number: int | None = None,
) -> None:
    """Put something else in one place; with the number of an entry that is moved or removed there."""
    with atomic():
        dossier = to_change(actor, dossier)
        before = typed_in(dossier)
        values = values_of(before)
        if page := _kept_on(actor, dossier, spot.place):
            raise Refused(_kept_elsewhere(page), code="elsewhere")
        _must_be_the_same_entry(dossier, values, spot.place if number is None else f"{spot.place}/{number}", seen)
        after = with_value(values, spot.place, change(value_at(values, spot.place)))
        if after != values:
            reordered = () if number is None else (spot.place,)
            store(actor, dossier, before, fitting(after), (spot.part,), reordered=reordered)
            _end_unnamed(actor, dossier, values, after)
            record_act(actor, "academic_dossier.changed", dossier, part=spot.part)


def _kept_on(actor: Actor, dossier: Dossier, place: str) -> Page | None:
    """The page on which this place is changed, where it is not typed here."""
    return page_at(pages_of(actor, dossier), place) if may_be_kept(place) else None


def _kept_elsewhere(page: Page) -> str:
    return _("This is taken from another page: %(page)s. Change it there.") % {"page": page.title}


def _end_unnamed(actor: Actor, dossier: Dossier, before: Values, after: Values) -> None:
    """What was attached only to what is gone goes with it, unless it was signed or sent and must stay readable."""
    files = {str(file.pk): file for file in files_of_dossier(actor, dossier)}
    lost = named_in(before, files) - named_in(after, files)
    for file_id in lost - named_in_editions(actor, dossier, lost):
        end_file(actor, files[file_id])


def _must_be_the_same_entry(dossier: Dossier, values: Values, place: str, seen: int) -> None:
    """Where entries were moved or removed meanwhile, the place may mean another one now."""
    steps = place.split("/")
    for length, step in enumerate(steps):
        holder = "/".join(steps[:length])
        if not step.isdecimal():
            continue
        lists = (holder, f"/{steps[1]}")
        moved = any(dossier.part_versions.get(each, 0) > seen for each in lists)
        if moved or value_at(values, f"{holder}/{step}") is None:
            raise Outdated(
                _(
                    "Somebody else moved or removed entries of this list while you were working on it. Nothing was "
                    "saved; what you typed is still here. Copy it, open the list and find the entry."
                )
            )


def _all_that_fits(values: Values, wanted: dict[str, Any], saved: Saved) -> Content:
    """Everything but what a dossier cannot hold; of that it is said why."""
    while True:
        after = values
        for place, value in wanted.items():
            after = with_value(after, place, value)
        try:
            return made_of(after)
        except NotADossier as refused:
            mistakes = [(_field_of(mistake.place, wanted), str(mistake)) for mistake in refused.mistakes]
            known = {place: message for place, message in mistakes if place}
            if not known:
                raise Refused(mistakes[0][1], code="not_a_dossier") from None
            saved.refused.update(known)
            wanted = {place: value for place, value in wanted.items() if place not in known}


def _field_of(place: str, wanted: Iterable[str]) -> str:
    """What was typed at this place, or holds what is wrong in it."""
    return next((each for each in wanted if place == each or place.startswith(f"{each}/")), "")
