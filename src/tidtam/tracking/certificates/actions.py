import hashlib
import secrets
from base64 import b32encode

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import override

from tidtam.kernel.actor import Actor, NotAllowed, Refused
from tidtam.kernel.audit import actions as audit
from tidtam.kernel.files.actions import store_file
from tidtam.kernel.files.choices import FileKind
from tidtam.kernel.people.models import Person
from tidtam.kernel.people.private_text import seal
from tidtam.tracking.models import Case
from tidtam.tracking.queries import entries_of

from .facts import state
from .models import Certificate
from .policies import can_issue, scope
from .printing import print_certificate
from .queries import issued_since_yesterday, same_today, stated_sequence

MOST_A_DAY = 20


def issue_certificate(actor: Actor, case: Case, *, language: str) -> Certificate:
    """Print how the matter stands now. Asked again on the same day, with nothing changed, it is the same paper."""
    if not can_issue(actor, case):
        raise NotAllowed(_("Only the person whose matter it is can have it certified."))
    with transaction.atomic():
        Person.objects.select_for_update().get(pk=case.subject_id)
        sequence = stated_sequence(case)
        if known := same_today(actor, case, sequence, language):
            return known
        if issued_since_yesterday(actor) >= MOST_A_DAY:
            raise Refused(
                _("You had %(most)s certificates within one day. Use one of them, or come back tomorrow.")
                % {"most": MOST_A_DAY},
                code="too_many",
            )
        with override(language):
            certificate = _printed(actor, case, sequence, language)
        certificate.save(force_insert=True)
        _leave_trail(actor, "certificate.issued", certificate)
    return certificate


def end_certificate(actor: Actor, certificate: Certificate) -> None:
    """Its code now answers as one that does not exist: for a paper that was lost, or sent to the wrong people."""
    with transaction.atomic():
        standing = scope(Certificate.objects.select_for_update().filter(pk=certificate.pk, ended_at=None), actor)
        if not standing.update(ended_at=actor.now()):
            raise Http404
        _leave_trail(actor, "certificate.ended", certificate)


def _printed(actor: Actor, case: Case, sequence: int, language: str) -> Certificate:
    stated = state(actor, case, entries_of(actor, case))
    certificate = Certificate(
        case=case,
        person_id=case.subject_id,
        sequence=sequence,
        language=language,
        code=b32encode(secrets.token_bytes(16)).decode().rstrip("=").lower(),
        sealed=seal(case.subject_id, stated.shown.as_text()),
        issued_at=actor.now(),
    )
    pdf = print_certificate(stated, certificate.code, certificate.issued_at)
    stored = store_file(
        actor,
        upload=SimpleUploadedFile(f"certificate-{certificate.code[:5]}.pdf", pdf, "application/pdf"),
        owner_kind="certificate",
        owner_id=certificate.pk,
        organization_path="",
        person_id=case.subject_id,
        kinds=[FileKind.PDF],
    )
    certificate.file_id, certificate.sha256 = stored.pk, hashlib.sha256(pdf).hexdigest()
    return certificate


def _leave_trail(actor: Actor, verb: str, certificate: Certificate) -> None:
    audit.record(
        actor,
        verb,
        "certificate",
        certificate.pk,
        person_id=certificate.person_id,
        details={"case": certificate.case_id, "sequence": certificate.sequence, "language": certificate.language},
    )
