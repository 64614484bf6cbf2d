from datetime import date

from django.http import Http404
from django.utils.translation import gettext as _

from tidtam.kernel.actor import Actor, Refused
from tidtam.kernel.orgs.models import Organization
from tidtam.kernel.people.models import Person
from tidtam.tracking.definitions import Need, Recorded
from tidtam.tracking.going_on import last_move, leads_on
from tidtam.tracking.models import Case
from tidtam.tracking.queries.cases import went_on_for_now
from tidtam.tracking.timeline import ending
from tidtam.tracking.versions import definition_of

from . import checks
from .recording import lock
from .steps import finish_step


def end_to_go_on(actor: Actor, case: Case, process_key: str, *, happened_on: date, letter_no: str = "") -> Case:
    """The matter, ended so that one of this process can carry it on.

    Its last step is recorded now if it asks for nothing but the letter; anything else that is still to be done, and
    another ending, is told and refused.
    """
    case = lock(actor, case)
    definition = definition_of(case.process_version_id)
    if leads_on(case, process_key):
        return case
    words = {"process": definition.name, "step": definition.step(case.step).name, "ending": ending(definition, case)}
    if not case.is_open:
        raise Refused(
            _("“%(process)s” ended otherwise: %(ending)s. It does not go on.") % words, code="ended_otherwise"
        )
    way = last_move(case, process_key)
    if way is None:
        raise Refused(_("“%(process)s” has not ended yet: it is at “%(step)s”.") % words, code="not_ended")
    asks_letter = definition.step(case.step).need(Recorded.LETTER_NO) is not Need.NONE
    return finish_step(
        actor,
        case,
        happened_on=happened_on,
        expected_version=case.version,
        outcome=way.key,
        letter_no=letter_no if asks_letter else "",
    )


def checked_to_go_on(  # noqa: PLR0917
    actor: Actor, case: Case, process_key: str, subject: Person, organization: Organization, received_on: date
) -> Case:
    """The matter that another one is to carry on, locked; it goes on once, about the same person, in the same place."""
    case = lock(actor, case)
    if case.subject_id != subject.pk or case.organization_id != organization.pk:
        raise Http404
    if not leads_on(case, process_key):
        raise Refused(_("The earlier matter has not ended so that it could go on."), code="not_ended")
    if Case.objects.filter(carries_on=case).exists():
        raise Refused(_("The earlier matter goes on already."), code="goes_on")
    checks.date_not_before(received_on, case.step_since, field="received_on")
    return case


def must_not_have_gone_on(actor: Actor, case: Case) -> None:
    """What is carried on elsewhere is taken up again only while it was returned from there."""
    if went_on_for_now(actor, case):
        raise Refused(
            _("The matter goes on elsewhere. It can be taken up again here while it is returned for correction."),
            code="goes_on",
        )
