"""What the pages of drafts and versions show."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tidtam.kernel.actor import Actor
from tidtam.tracking.actions.checks import EARLIEST
from tidtam.tracking.definitions import Definition, read_file
from tidtam.tracking.drawing import draw, hints
from tidtam.tracking.explaining import explain
from tidtam.tracking.simulating import outlook_of, role_name
from tidtam.tracking.wording import long_date, short_date

from .differences import Change, differences
from .models import ProcessDraft
from .queries import MOST_COUNTED, ManagedProcess, Version, VersionState, find_process

MATTERS = 500

STATES = {
    VersionState.IN_FORCE: ("done", gettext_lazy("In force")),
    VersionState.TO_COME: ("waiting", gettext_lazy("To come")),
    VersionState.SUPERSEDED: ("closed", gettext_lazy("Superseded")),
    VersionState.TAKEN_BACK: ("closed", gettext_lazy("Taken back")),
}


def process_rows(managed: Sequence[ManagedProcess]) -> list[dict[str, Any]]:
    return [
        {
            "key": process.key,
            "name": process.shown.definition.name,
            "in_force": process.in_force,
            "to_come": process.to_come,
            "running": counted(process.running),
        }
        for process in managed
    ]


def version_rows(process: ManagedProcess) -> list[dict[str, Any]]:
    return [
        {
            "version": version,
            "kind": STATES[version.state][0],
            "state": STATES[version.state][1],
            "since": since(version),
            "running": counted(version.running),
        }
        for version in process.versions
    ]


def since(version: Version) -> str:
    """A first version that began at once stands for everything that was received before, too."""
    return _("from the beginning") if version.in_force_from <= EARLIEST else short_date(version.in_force_from)


def counted(number: int) -> str:
    return _("more than 1,000") if number > MOST_COUNTED else f"{number:,}"


def draft_page(actor: Actor, draft: ProcessDraft) -> dict[str, Any]:
    definition = read_file(draft.text, file=draft.file_name).definition
    process = find_process(actor, definition.key)
    same = process is not None and any(version.definition == definition for version in process.versions)
    is_used = process is not None and definition.version < process.next_number
    return {
        **definition_page(definition),
        **compared(process.shown if process else None, definition),
        "draft": draft,
        "process": process,
        "outlook": outlook_of(definition, matters=MATTERS).as_words(),
        "is_published": same and is_used,
        "needs_number": is_used and not same,
    }


def version_page(process: ManagedProcess, version: Version) -> dict[str, Any]:
    older = [each for each in process.versions if each.number < version.number]
    kind, state = STATES[version.state]
    return {
        **definition_page(version.definition),
        **compared(older[0] if older else None, version.definition),
        "process": process,
        "version": version,
        "since": since(version),
        "kind": kind,
        "state": state,
        "running": counted(version.running),
        "outlook": outlook_of(version.definition, matters=MATTERS).as_words(),
    }


def definition_page(definition: Definition) -> dict[str, Any]:
    return {
        "definition": definition,
        "steps": explain(definition),
        "picture": draw(definition),
        "hints": hints(definition),
        "facts": [
            (_("Process key"), definition.key),
            (_("Version"), str(definition.version)),
            (_("Office in charge"), f"{definition.office} ({role_name(definition, definition.owner)})"),
            (_("Who hands such a matter in"), _roles(definition, (definition.owner, *definition.opened_by))),
            (_("Who sees the matters of their organisation"), _roles(definition, definition.readers)),
        ],
    }


def _roles(definition: Definition, roles: Sequence[str]) -> str:
    return ", ".join(role_name(definition, role) for role in dict.fromkeys(roles))


def compared(older: Version | None, definition: Definition) -> dict[str, Any]:
    if older is None:
        return {"older": None, "differences": []}
    words = {
        Change.ADDED: ("done", _("Added")),
        Change.REMOVED: ("late", _("Removed")),
        Change.CHANGED: ("progress", _("Changed")),
    }
    found = differences(older.definition, definition)
    return {"older": older, "differences": [(*words[each.change], each.where, each.text) for each in found]}


def confirmation(actor: Actor, draft: ProcessDraft, day: date) -> dict[str, Any]:
    definition = read_file(draft.text, file=draft.file_name).definition
    process = find_process(actor, definition.key)
    return {
        "draft": draft,
        "definition": definition,
        "day": long_date(day),
        "consequences": _consequences(actor, definition, process, day),
    }


def _consequences(actor: Actor, definition: Definition, process: ManagedProcess | None, day: date) -> list[str]:
    """What publishing brings about, before it is done."""
    words = {"name": definition.name, "version": definition.version, "date": long_date(day)}
    told = [_("From %(date)s on, new matters of “%(name)s” begin with version %(version)s.") % words]
    if process is None:
        told.append(_("The process is new: from that day on everybody can read it, and matters can be opened."))
    elif process.running:
        kept = ngettext(
            "%(count)s matter in progress keeps the version it began with.",
            "%(count)s matters in progress keep the version they began with.",
            process.running,
        )
        told.append(kept % {"count": counted(process.running)})
    if process is not None:
        passed_over = [version for version in process.to_come if version.in_force_from >= day]
        told += [
            _("Version %(version)s, which was to come into force on %(date)s, never will.")
            % {"version": version.number, "date": long_date(version.in_force_from)}
            for version in passed_over
        ]
    if day > actor.today():
        told.append(_("It can be taken back until the day before. It can never be changed or deleted."))
    else:
        told.append(_("It is in force at once and can never be changed, taken back or deleted."))
    return told
