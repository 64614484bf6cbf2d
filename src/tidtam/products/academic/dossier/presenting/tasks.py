"""The task list of a dossier: each part with its state, what is missing, and what to do next."""

from dataclasses import dataclass
from functools import cached_property

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from tidtam.kernel.actor import Actor
from tidtam.products.academic.dossier.policies import can_change
from tidtam.products.academic.dossier.queries import Judged
from tidtam.products.academic.rulebook.choices import Answer, Part
from tidtam.products.academic.rulebook.pointing import Spot, inner_spots, is_within, said, value_at
from tidtam.products.academic.rulebook.rules import Finding
from tidtam.products.academic.rulebook.structure import Dossier as Content

from .notes import Note, counts_within, notes_on
from .pages import page_url

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
    """What to do next, in one sentence."""

    text: str
    url: str = ""


@dataclass(frozen=True)
class TaskList:
    judged: Judged
    can_change: bool

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

    @property
    def next(self) -> Next:
        if self.faults:
            first = self.faults[0]
            where = f"{first.where}: " if first.where else ""
            return Next(f"{where}{first.finding.mend or first.finding.message}", first.url)
        empty = next((task for task in self.tasks if task.state == "empty"), None)
        later = next((task for task in self.tasks if task.state == "not_yet"), None)
        if task := empty or later:
            text = _("Everything asked so far is in order. Next comes: %(part)s.")
            return Next(text % {"part": task.spot.title}, task.url)
        return Next(_("Nothing is left to mend. The request can be sent to the ministry."))

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
        return Task(spot, url, "faulty" if faults else self._state(spot), faults)

    def _state(self, spot: Spot) -> str:
        of_part = [finding for finding in self.judged.findings if finding.part == _PART_OF[spot.part]]
        if of_part and all(finding.answer == Answer.NOT_YET for finding in of_part):
            return "not_yet"
        if said(value_at(self.judged.values, spot.place)) is None:
            return "empty"
        here = [finding for finding in of_part if not finding.place or is_within(finding.place, spot.place)]
        return "cannot_tell" if any(finding.answer == Answer.CANNOT_TELL for finding in here) else "complete"


def task_list(actor: Actor, judged: Judged) -> TaskList:
    return TaskList(judged, can_change(actor, judged.dossier))
