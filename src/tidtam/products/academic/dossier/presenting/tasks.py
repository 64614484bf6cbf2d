"""The task list of a dossier: each part with its state, what is missing, and what to do next."""

from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, ngettext, pgettext_lazy
from django.utils.translation import gettext as _

from tidtam.kernel.actor import Actor, date_in_bangkok
from tidtam.kernel.files.models import StoredFile
from tidtam.products.academic.dossier.models import DossierEdition
from tidtam.products.academic.dossier.policies import can_change
from tidtam.products.academic.dossier.queries import Judged, editions_seen, hanging_nowhere
from tidtam.products.academic.rulebook.choices import Answer, Part
from tidtam.products.academic.rulebook.pointing import Spot, inner_spots, is_within, said, value_at
from tidtam.products.academic.rulebook.rules import Finding
from tidtam.products.academic.rulebook.structure import Dossier as Content
from tidtam.thai.dates import format_long

from .heading import whose
from .notes import Note, counts_within, notes_on
from .pages import page_url
from .signatures import Row, rows_of

_PART_OF = {
    "request": Part.HISTORY,
    "applicant": Part.HISTORY,
    "history": Part.HISTORY,
    "works": Part.HISTORY,
    "supervisors": Part.SUPERVISOR,
    "teaching": Part.TEACHING,
    "committee": Part.COMMITTEE,
    "kpw": Part.KPW,
    "council": Part.COUNCIL,
    "documents": Part.DOCUMENTS,
    "experts_approval": Part.EXPERTS,
    "royal": Part.ROYAL,
}

STATES: dict[str, tuple[str, Promise]] = {
    "complete": ("done", pgettext_lazy("a part of the dossier", "Complete")),
    "not_yet": ("closed", gettext_lazy("Not yet due")),
    "cannot_tell": ("progress", gettext_lazy("Cannot be told")),
    "empty": ("closed", gettext_lazy("Not begun")),
}


@dataclass(frozen=True, slots=True)
class Task:
    """A part of the dossier."""

    spot: Spot
    url: str
    state: str
    faults: int
    count: int | None = None
    """Of its entries, where it is a list."""

    @property
    def tag(self) -> tuple[str, str]:
        """Kind and word of its state."""
        if self.state == "faulty":
            return "waiting", ngettext("%(count)s missing", "%(count)s missing", self.faults) % {"count": self.faults}
        kind, word = STATES[self.state]
        return kind, str(word)


@dataclass(frozen=True, slots=True)
class Group:
    title: str
    tasks: list[Task]


@dataclass(frozen=True, slots=True)
class Next:
    """What to do next, in one sentence and one button."""

    text: str
    url: str = ""
    button: str = ""


@dataclass(frozen=True)
class TaskList:
    judged: Judged
    can_change: bool
    loose: list[StoredFile]
    """Files that hang nowhere in it."""
    editions: list[DossierEdition]

    @property
    def whose(self) -> str:
        return whose(self.judged)

    @cached_property
    def notes(self) -> list[Note]:
        return notes_on(self.judged)

    @property
    def faults(self) -> list[Note]:
        return [note for note in self.notes if note.kind in {"must", "should"}]

    @property
    def stopping(self) -> list[Note]:
        return [note for note in self.notes if note.finding.stops]

    @cached_property
    def tasks(self) -> list[Task]:
        return [self._task(spot) for spot in inner_spots(Content, "")]

    @property
    def groups(self) -> list[Group]:
        found: dict[Part, list[Task]] = {}
        for task in self.tasks:
            found.setdefault(_PART_OF[task.spot.part], []).append(task)
        return [Group(str(part.label), tasks) for part, tasks in found.items()]

    @property
    def complete(self) -> int:
        return sum(task.state == "complete" for task in self.tasks)

    @property
    def unlocated(self) -> list[Finding]:
        """What cannot be told and lies nowhere in particular, such as what no administrator has set yet."""
        return [each for each in self.judged.findings if each.answer == Answer.CANNOT_TELL and not each.place]

    @cached_property
    def signatures(self) -> list[Row]:
        return rows_of(self.judged)

    @property
    def next(self) -> Next:
        due = [row for row in self.signatures if row.is_due]
        if refused := next((row for row in due if row.now.refusal), None):
            return _to_sign(refused)
        if self.faults:
            first = self.faults[0]
            where = f"{first.where}: " if first.where else ""
            return Next(f"{where}{first.finding.mend or first.finding.message}", first.url, _("Mend this"))
        if due:
            return _to_sign(due[0])
        empty = next((task for task in self.tasks if task.state == "empty"), None)
        later = next((task for task in self.tasks if task.state == "not_yet"), None)
        if task := empty or later:
            text = _("Everything asked so far is in order. Next comes: %(part)s.")
            return Next(text % {"part": task.spot.title}, task.url, _("Go on with this part"))
        url = reverse("academic:request_detail", args=[self.judged.dossier.pk])
        return Next(_("Nothing is left to mend. Go on with the request."), url, _("To the request"))

    @property
    def course(self) -> list[tuple[str, str]]:
        """By which rules since when, and when it was kept as it stood."""
        rules, dossier, language = self.judged.rule_set, self.judged.dossier, get_language() or "th"
        told = {
            "name": rules.name,
            "version": rules.version,
            "day": format_long(rules.in_force_from, language),
        }
        begun = format_long(date_in_bangkok(dossier.begun_at), language)
        kept = [
            (
                _("Version kept, no. %(number)s") % {"number": edition.number},
                f"{edition.get_occasion_display()} · {format_long(date_in_bangkok(edition.frozen_at), language)}",
            )
            for edition in self.editions
        ]
        return [
            (_("Rules"), _("%(name)s, version %(version)s, in force from %(day)s") % told),
            (_("Begun under them on"), begun),
            *kept,
        ]

    @property
    def newer_rules(self) -> str:
        """The set that such a request would be begun under today, where it is another one than the dossier's own."""
        usual = next(iter(self.judged.possible), None)
        own = self.judged.rule_set
        if usual is None or (usual.key, usual.version) <= (own.key, own.version):
            return ""
        return str(usual.name)

    def _task(self, spot: Spot) -> Task:
        url = page_url(self.judged, spot.place)
        faults = counts_within(self.notes, spot.place)
        count = len(value_at(self.judged.values, spot.place) or []) if spot.is_list else None
        return Task(spot, url, "faulty" if faults else self._state(spot), faults, count)

    def _state(self, spot: Spot) -> str:
        of_part = [finding for finding in self.judged.findings if finding.part == _PART_OF[spot.part]]
        if of_part and all(finding.answer == Answer.NOT_YET for finding in of_part):
            return "not_yet"
        if said(value_at(self.judged.values, spot.place)) is None:
            return "empty"
        here = [finding for finding in of_part if not finding.place or is_within(finding.place, spot.place)]
        return "cannot_tell" if any(finding.answer == Answer.CANNOT_TELL for finding in here) else "complete"


def _to_sign(row: Row) -> Next:
    return Next(f"{row.title}: {row.todo}", row.url, _("To the signatures"))


def task_list(actor: Actor, judged: Judged) -> TaskList:
    dossier = judged.dossier
    may = can_change(actor, dossier)
    loose = hanging_nowhere(actor, dossier, judged.values, judged.files.values()) if may else []
    return TaskList(judged, may, loose, editions_seen(actor, dossier)[::-1])
