"""What a request does with its dossier."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tidtam.kernel.access.choices import Role
from tidtam.kernel.actor import Actor, Refused
from tidtam.products.academic.dossier.actions import begin_dossier, close_dossier, freeze, reopen_dossier
from tidtam.products.academic.dossier.choices import Occasion
from tidtam.products.academic.dossier.models import Dossier, DossierEdition
from tidtam.products.academic.dossier.queries import Judged, judge
from tidtam.products.academic.facts import dossier_beginning
from tidtam.products.academic.models import AcademicRequest
from tidtam.tracking.models import Case


def begin_for(actor: Actor, request: AcademicRequest) -> Dossier:
    """With what the request says already."""
    if request.person is None:
        message = _("Enter the applicant's national ID or passport number first: the dossier is about one person.")
        raise Refused(message, code="incomplete", field="identifier_number")
    return begin_dossier(
        actor,
        dossier_id=request.id,
        organization=request.organization,
        subject=request.person,
        content=dossier_beginning(request, actor.today()),
    )


def freeze_dossier(actor: Actor, dossier: Dossier) -> tuple[Judged, DossierEdition]:
    """What must be mended stops the sending; what is sent is kept as it was sent, with what was found in it."""
    judged = judge(actor, dossier, as_sent=True)
    if count := judged.stopping_places:
        message = ngettext(
            "The dossier has %(count)s thing that must be mended before it can be sent.",
            "The dossier has %(count)s things that must be mended before it can be sent.",
            count,
        )
        raise Refused(message % {"count": count}, code="dossier")
    if wanting := judged.signing.wanting:
        told = ", ".join(f"{each.slot.title} ({each.state.label})" for each in wanting)
        message = _("Signatures are wanting: %(signatures)s. The page “Signatures” of the dossier says what to do.")
        raise Refused(message % {"signatures": told}, code="signatures")
    return judged, freeze(actor, dossier, Occasion.SENT)


def open_what_was_withdrawn(actor: Actor, case: Case) -> None:
    """The institution may go on with a dossier it took back; what the ministry was sent stays as it was."""
    if dossier := _dossier_of(case):
        reopen_dossier(actor, dossier)


def close_what_goes_on(actor: Actor, case: Case) -> None:
    """A matter taken up again is worked on with what was sent, unless it goes on with the institution."""
    dossier = _dossier_of(case)
    if dossier and case.holder != Role.INSTITUTION_OFFICER:
        close_dossier(actor, dossier)


def _dossier_of(case: Case) -> Dossier | None:
    return Dossier.objects.filter(pk__in=AcademicRequest.objects.filter(case_id=case.pk).values("dossier_id")).first()


def must_keep_whom_it_is_about(request: AcademicRequest) -> None:
    if request.dossier is not None and request.dossier.subject_id != request.person_id:
        raise Refused(
            _("The dossier was begun for another applicant. Withdraw this request and file a new one."),
            code="other_person",
            field="identifier_number",
        )
