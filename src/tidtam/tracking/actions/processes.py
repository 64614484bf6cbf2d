from datetime import date

from django.utils.translation import gettext as _

from tidtam.kernel.access.choices import Role
from tidtam.kernel.actor import Actor, Refused
from tidtam.kernel.audit import actions as audit
from tidtam.tracking.definitions import Definition, DefinitionFile
from tidtam.tracking.models import Case, Process, ProcessVersion, VersionTakenBack
from tidtam.tracking.policies import can_publish
from tidtam.tracking.versions import definition_of

from . import checks


def publish_process(actor: Actor, read: DefinitionFile, *, in_force_from: date | None = None) -> ProcessVersion | None:
    """Publish a definition as a new version, in force from today or from a day to come.

    Matters that have begun keep theirs; the first version of a process also stands for those that began before it was
    written down here. None if it is published already.
    """
    definition = read.definition
    office = _office_of(actor)
    if in_force_from is not None and in_force_from < actor.today():
        raise Refused(
            _("A version comes into force today or later: matters that began before follow the one of their day."),
            code="past",
            field="in_force_from",
        )
    process, _is_new = Process.objects.select_for_update().get_or_create(
        key=definition.key, defaults={"organization_path": office}
    )
    _must_publish(actor, process)
    published = ProcessVersion.objects.filter(process=process, number=definition.version).first()
    if published is not None:
        if published.content != read.content:
            raise Refused(
                _(
                    "Version %(version)s of “%(key)s” is published with another content. "
                    "A published version never changes: give this one a higher number."
                )
                % {"version": definition.version, "key": definition.key},
                code="published",
            )
        return None
    _must_keep_its_secrecy(process, definition)
    if in_force_from is None:
        is_first = not ProcessVersion.objects.filter(process=process).exists()
        in_force_from = checks.EARLIEST if is_first else actor.today()
    version = ProcessVersion.objects.create(
        process=process,
        number=definition.version,
        content=read.content,
        text=read.text,
        published_at=actor.now(),
        published_by=actor.account_id,
        in_force_from=in_force_from,
        readers=list(definition.readers),
    )
    audit.record(
        actor,
        "process.published",
        "process",
        process.pk,
        details={"key": process.key, "version": version.number, "in_force_from": in_force_from.isoformat()},
    )
    return version


def take_back_version(actor: Actor, version: ProcessVersion) -> None:
    """A version whose day has not come yet never comes into force. Taken back already: nothing changes."""
    process = Process.objects.select_for_update().get(pk=version.process_id)
    _must_publish(actor, process)
    if VersionTakenBack.objects.filter(version=version).exists():
        return
    in_use = (
        version.in_force_from <= actor.today() or Case.objects.filter(process=process, process_version=version).exists()
    )
    if in_use:
        raise Refused(_("The version is in force already; publish a newer one that mends it."), code="in_force")
    VersionTakenBack.objects.create(version=version, taken_back_at=actor.now(), taken_back_by=actor.account_id)
    audit.record(
        actor, "process.taken_back", "process", process.pk, details={"key": process.key, "version": version.number}
    )


def _must_keep_its_secrecy(process: Process, definition: Definition) -> None:
    """Else a matter that was hidden could be opened to its subject by moving it to another version."""
    version = ProcessVersion.objects.filter(process=process).order_by("number").first()
    if version is not None and definition_of(version.pk).hidden_from_subject != definition.hidden_from_subject:
        raise Refused(
            _("A process is hidden from the person concerned in all its versions or in none; use another key."),
            code="secrecy",
        )


def _office_of(actor: Actor) -> str:
    """Whose a new process is: the office for which the actor administers processes; the system's is everybody's."""
    if actor.is_system:
        return ""
    offices = actor.paths(Role.PROCESS_ADMIN)
    checks.must(bool(offices), _("Your role does not publish processes."))
    return min(offices, key=lambda path: (path.count("/"), path))


def _must_publish(actor: Actor, process: Process) -> None:
    checks.must(
        can_publish(actor, process),
        _("This process is not your office's alone. Give yours a key of its own, or ask who runs the platform."),
    )
