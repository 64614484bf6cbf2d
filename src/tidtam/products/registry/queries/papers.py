"""Letters and evidence of the register: to whom each is open."""

from uuid import UUID

from django.db.models import Q
from django.http import Http404

from tidtam.kernel.actor import Actor, acting_as, platform_for
from tidtam.kernel.files.models import StoredFile
from tidtam.kernel.files.queries import OpenedFile, get_file, open_file
from tidtam.products.registry.choices import OPEN_NOTICES, NoticeState
from tidtam.products.registry.models import ChangeNotice, Entry, Revision
from tidtam.products.registry.policies import notice_scope, scope, sent_paper

OWNER_OF_FILES = "registry"


def open_paper(actor: Actor, file_id: UUID) -> OpenedFile:
    """A paper of another institution lies beyond the actor's own files, so the platform takes it out for them."""
    with acting_as(platform_for(actor)) as platform:
        file = get_file(platform, file_id)
    if file.owner_kind != OWNER_OF_FILES or not is_open_to(actor, file):
        raise Http404
    with acting_as(platform_for(actor)) as platform:
        return open_file(platform, file_id, looks=actor)


def is_open_to(actor: Actor, file: StoredFile) -> bool:
    """To whoever sent it and the ministry over them; to both sides of a notice, its papers; and to whoever keeps the
    holder's entry now, what the approved revisions rest on. Letters of correction stay with those who exchanged them.
    """
    if actor.is_person(file.person_id):
        return False
    return sent_paper(actor, file.organization_path) or _of_a_notice(actor, file) or _of_a_revision(actor, file)


def _of_a_notice(actor: Actor, file: StoredFile) -> bool:
    """While it is open or once it holds; nobody needs the papers of what came to nothing but who sent them."""
    papers = Q(file_id=file.pk) | Q(evidence_id=file.pk) | Q(accepted_file_id=file.pk)
    told = ChangeNotice.objects.filter(papers, person=file.person_id, state__in=[*OPEN_NOTICES, NoticeState.APPROVED])
    return notice_scope(told, actor).exists()


def _of_a_revision(actor: Actor, file: StoredFile) -> bool:
    kept = scope(Entry.objects.filter(person=file.person_id), actor)
    return Revision.objects.filter(entry__in=kept, papers__contains=[file.pk]).exists()


def open_papers(actor: Actor, file_ids: list[UUID]) -> list[UUID]:
    """Which of these the actor may open."""
    if not file_ids:
        return []
    with acting_as(platform_for(actor)):
        files = list(StoredFile.objects.filter(pk__in=file_ids, owner_kind=OWNER_OF_FILES, ended_at=None))
    return [file.pk for file in sorted(files, key=lambda each: file_ids.index(each.pk)) if is_open_to(actor, file)]
