from django.db.transaction import atomic
from django.http import Http404

from tidtam.kernel.actor import Actor
from tidtam.products.academic.choices import Fact
from tidtam.products.academic.dossier.actions import reopen_dossier
from tidtam.products.academic.models import AcademicRequest
from tidtam.tracking import actions as tracking
from tidtam.tracking.history import Reason

from .requests import locked, save


def return_request(
    actor: Actor, request: AcademicRequest, *, reasons: dict[Fact, str], version: int
) -> AcademicRequest:
    """Give the request back to the institution, with everything that has to be mended, at once."""
    with atomic():
        request = locked(actor, request)
        if request.case is None:
            raise Http404
        returned = tracking.return_case(
            actor,
            request.case,
            reasons=[Reason(text=text, code=fact.value) for fact, text in reasons.items()],
            happened_on=actor.today(),
            expected_version=version,
        )
        # The engine answers a form sent twice as if it was sent once; so does the request.
        if returned.version != request.case.version:
            if request.dossier is not None:
                reopen_dossier(actor, request.dossier)
            save(actor, request, "academic_request_returned")
    return request
