import json
from uuid import UUID

from django.http import Http404

from tidtam.kernel.actor import Actor
from tidtam.kernel.people.private_text import unseal
from tidtam.products.datarights.choices import DownloadState
from tidtam.products.datarights.models import DataRequest, Download, Erasure
from tidtam.products.datarights.policies import erasures_in_scope, own_downloads, requests_in_scope

DOWNLOADS_SHOWN = 5


def my_downloads(actor: Actor) -> list[Download]:
    """The newest ones, with those that are being made."""
    own = own_downloads(Download.objects.all(), actor)
    return list(own.order_by("-ordered_at", "-id")[:DOWNLOADS_SHOWN])


def get_download(actor: Actor, download_id: UUID) -> Download:
    """One's own that is ready and not over; for the platform, any."""
    found = own_downloads(Download.objects.all(), actor).filter(pk=download_id).first()
    is_open = found is not None and found.expires_at is not None and found.expires_at > actor.now()
    if found is None or not (actor.is_system or (found.state == DownloadState.READY and is_open)):
        raise Http404
    return found


def opened_json(download: Download) -> str:
    text = unseal(download.person_id, download.sealed)
    if text is None:
        raise Http404
    return text


def paper_of(download: Download) -> UUID:
    if download.file_id is None:
        raise Http404
    return download.file_id


def my_requests(actor: Actor) -> list[DataRequest]:
    own = requests_in_scope(DataRequest.objects.filter(person__in=actor.persons), actor)
    return list(own.select_related("case").order_by("-asked_at", "-id")[:20]) if actor.person_id else []


def request_of_case(actor: Actor, case_id: UUID) -> DataRequest | None:
    return requests_in_scope(DataRequest.objects.select_related("person"), actor).filter(case=case_id).first()


def asked_words(request: DataRequest) -> dict[str, str]:
    """What the person wrote; nothing once it was erased."""
    text = unseal(request.person_id, request.sealed)
    words: dict[str, str] = json.loads(text) if text else {}
    return words


def erasure_waiting(actor: Actor) -> Erasure | None:
    """The actor's own, as long as it can be stopped."""
    return erasures_in_scope(Erasure.objects.filter(stopped_at=None, begun_at=None), actor).first()
