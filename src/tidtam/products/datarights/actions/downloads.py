from datetime import datetime, timedelta
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from tidtam.kernel.actor import Actor, NotAllowed, Refused, date_in_bangkok
from tidtam.kernel.audit.actions import record
from tidtam.kernel.files.actions import erase_content, store_file
from tidtam.kernel.files.choices import FileKind
from tidtam.kernel.files.models import StoredFile
from tidtam.kernel.notifications.actions import notify
from tidtam.kernel.people.models import Person
from tidtam.kernel.people.private_text import seal
from tidtam.kernel.people.queries import display_name
from tidtam.kernel.personal_data import Subject
from tidtam.products.datarights.choices import DownloadState
from tidtam.products.datarights.jobs import order_making
from tidtam.products.datarights.models import Download
from tidtam.products.datarights.notices import DOWNLOAD_READY
from tidtam.products.datarights.policies import can_ask, can_carry_out
from tidtam.products.datarights.queries.held import everything_of
from tidtam.products.datarights.writing import as_json, as_paper

KEPT_FOR = timedelta(days=3)
MOST_A_DAY = 5
_LARGEST_PAPER = 50 * 1024 * 1024


def order_download(actor: Actor) -> Download:
    """Made by a job, for it may be much. Ordered while one is being made, it is that one."""
    if not can_ask(actor) or actor.person_id is None or actor.account_id is None:
        raise NotAllowed(_("Only the person themselves is handed a copy of their data."))
    with transaction.atomic():
        person = Person.objects.select_for_update().get(pk=actor.person_id)
        own = Download.objects.filter(person=person)
        waiting = own.filter(state=DownloadState.WAITING).first()
        if waiting is not None:
            return waiting
        if own.filter(ordered_at__gt=actor.now() - timedelta(days=1)).count() >= MOST_A_DAY:
            raise Refused(
                _("You had %(most)s copies within one day. Use one of them, or come back tomorrow.")
                % {"most": MOST_A_DAY},
                code="too_many",
            )
        download = Download.objects.create(
            person=person, account_id=actor.account_id, language=get_language() or "th", ordered_at=actor.now()
        )
        order_making(download.pk)
        record(actor, "personal_data.copy_ordered", "data_copy", download.pk, person_id=person.pk)
    return download


def make_download(actor: Actor, download_id: UUID) -> None:
    """What stands there at this moment. Done again, or for a person who was erased meanwhile, it does nothing."""
    _must_be_platform(actor)
    with transaction.atomic():
        waiting = Download.objects.select_for_update(of=("self",)).select_related("person")
        download = waiting.filter(pk=download_id, state=DownloadState.WAITING).first()
        if download is None:
            return
        if download.person.erased_at is not None:
            _end(actor, download)
            return
        with override(download.language):
            _make(actor, download)
        record(actor, "personal_data.copy_made", "data_copy", download.pk, person_id=download.person_id)
        notify(
            actor,
            person_id=download.person_id,
            kind=DOWNLOAD_READY.key,
            subject_kind="data_copy",
            subject_id=download.pk,
            url=reverse("datarights:downloads"),
            context={"until": date_in_bangkok(_end_of(actor))},
        )


def _make(actor: Actor, download: Download) -> None:
    subject = Subject(download.person_id, download.account_id)
    held = everything_of(actor, subject)
    language = download.language
    text = as_json(subject, held, made_at=actor.now(), language=language)
    name = display_name(actor, download.person_id, language)
    paper = as_paper(held, name=name, made_at=actor.now(), language=language)
    stored = store_file(
        actor,
        upload=SimpleUploadedFile("personal-data.pdf", paper, "application/pdf"),
        owner_kind="data_copy",
        owner_id=download.pk,
        organization_path="",
        person_id=download.person_id,
        kinds=[FileKind.PDF],
        largest=_LARGEST_PAPER,
    )
    download.sealed, download.file_id = seal(download.person_id, text), stored.pk
    download.state, download.ready_at, download.expires_at = DownloadState.READY, actor.now(), _end_of(actor)
    download.save()


def end_downloads(actor: Actor, *, person_id: UUID | None = None, before: datetime | None = None) -> int:
    """Those whose time is over, or all of one person: neither the text nor the paper is kept."""
    _must_be_platform(actor)
    over = Download.objects.exclude(state=DownloadState.ENDED)
    if person_id is None:
        over = over.filter(state=DownloadState.READY, expires_at__lte=before or actor.now())
    else:
        over = over.filter(person=person_id)
    rows = list(over.select_for_update(of=("self",))[:200])
    for download in rows:
        _end(actor, download)
    return len(rows)


def _end(actor: Actor, download: Download) -> None:
    paper = StoredFile.objects.filter(pk=download.file_id).first() if download.file_id else None
    if paper is not None:
        erase_content(actor, paper)
    download.state, download.sealed = DownloadState.ENDED, None
    download.save(update_fields=["state", "sealed"])


def _end_of(actor: Actor) -> datetime:
    return actor.now() + KEPT_FOR


def _must_be_platform(actor: Actor) -> None:
    if not can_carry_out(actor):
        raise NotAllowed(_("This is done by the platform itself."))
