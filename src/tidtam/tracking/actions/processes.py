from django.utils.translation import gettext as _

from tidtam.kernel.actor import Actor, Refused
from tidtam.kernel.audit import actions as audit
from tidtam.tracking.definitions import DefinitionFile
from tidtam.tracking.models import Process, ProcessVersion
from tidtam.tracking.policies import can_publish

from . import checks


def publish_process(actor: Actor, read: DefinitionFile) -> ProcessVersion | None:
    """Publish a definition as a new version; matters that have begun keep theirs. None if it is published already."""
    definition = read.definition
    checks.must(can_publish(actor), _("Your role does not publish processes."))
    process, _is_new = Process.objects.select_for_update().get_or_create(
        key=definition.key, defaults={"readers": _readers(read)}
    )
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
    version = ProcessVersion.objects.create(
        process=process,
        number=definition.version,
        content=read.content,
        published_at=actor.now(),
        published_by=actor.account_id,
    )
    newest = ProcessVersion.objects.filter(process=process).order_by("-number").first()
    if newest == version:
        process.current = version
        process.readers = _readers(read)
        process.save(update_fields=["current", "readers"])
    audit.record(
        actor, "process.published", "process", process.pk, details={"key": process.key, "version": version.number}
    )
    return version


def _readers(read: DefinitionFile) -> list[str]:
    return list(dict.fromkeys((read.definition.owner, *read.definition.visible_to)))
