"""Every write of templates: keep one, publish it from a day, end it, tell of one that failed."""

from datetime import date
from typing import Any

from django.db.models import Max
from django.db.transaction import atomic
from django.utils.translation import gettext as _

from tidtam.kernel.actor import Actor, NotAllowed, Refused, execute
from tidtam.kernel.audit.actions import record
from tidtam.kernel.orgs.models import Organization
from tidtam.web.paper.foreign import TemplateFailed

from .choices import Failure, Paper
from .judging import Judged
from .models import Layout, LayoutFailure, LayoutPicture, LayoutPublication
from .notices import tell_failed
from .policies import can_set

LARGEST_TEMPLATE = 200_000
_FARTHEST_YEARS = 5


def keep_layout(actor: Actor, organization: Organization, judged: Judged) -> Layout:
    """Keep a template that was tried out, under the next number. Nothing is printed with it yet."""
    _must_set(actor, organization)
    if judged.mistakes or len(judged.template.encode()) > LARGEST_TEMPLATE:
        raise Refused(_("Mend what is listed above, then check again."), code="mistakes")
    with atomic():
        _one_at_a_time(organization, judged.paper)
        of_paper = Layout.objects.filter(organization=organization, paper=judged.paper)
        layout = Layout.objects.create(
            organization=organization,
            paper=judged.paper,
            number=(of_paper.aggregate(last=Max("number"))["last"] or 0) + 1,
            template=judged.template,
            uploaded_at=actor.now(),
            uploaded_by=actor.recorded_as,
        )
        LayoutPicture.objects.bulk_create(
            LayoutPicture(layout=layout, place=place, svg=svg) for place, svg in judged.pictures.items()
        )
        _record(actor, "academic_layout.uploaded", layout.pk, organization, paper=judged.paper, number=layout.number)
    return layout


def publish_layout(actor: Actor, layout: Layout, *, in_force_from: date) -> LayoutPublication:
    """Print with it from a day on. What was signed or sent before keeps the template of its day."""
    return _publish(actor, layout.organization, Paper(layout.paper), layout, in_force_from)


def end_layouts(actor: Actor, organization: Organization, paper: Paper, *, in_force_from: date) -> LayoutPublication:
    """Print without a template of this office from a day on."""
    return _publish(actor, organization, paper, None, in_force_from)


def _publish(
    actor: Actor, organization: Organization, paper: Paper, layout: Layout | None, in_force_from: date
) -> LayoutPublication:
    _must_set(actor, organization)
    today = actor.today()
    if in_force_from < today:
        message = _("Give today or a later day: what was printed before keeps its template.")
        raise Refused(message, code="past", field="in_force_from")
    if in_force_from.year > today.year + _FARTHEST_YEARS:
        message = _("This day is more than five years away; look at the year.")
        raise Refused(message, code="far", field="in_force_from")
    with atomic():
        _one_at_a_time(organization, paper)
        row = LayoutPublication.objects.create(
            organization=organization,
            paper=paper,
            layout=layout,
            in_force_from=in_force_from,
            published_at=actor.now(),
            published_by=actor.recorded_as,
        )
        number = {"number": layout.number} if layout else {}
        verb = "academic_layout.published" if layout else "academic_layout.ended"
        about = layout.pk if layout else row.pk
        _record(actor, verb, about, organization, paper=paper, in_force_from=in_force_from.isoformat(), **number)
    return row


def report_failure(actor: Actor, layout: Layout, failed: TemplateFailed) -> None:
    """Whoever sees to the office's papers is told, once a day; of the paper itself nothing is kept."""
    if failed.code == Failure.BUSY:  # not the template's fault
        return
    line = failed.mistakes[0].line if failed.mistakes else None
    if line is not None and line > layout.template.count("\n") + 1:  # the template's own word, not the compiler's
        line = None
    with atomic():
        failure, is_first = LayoutFailure.objects.get_or_create(
            layout=layout, failed_on=actor.today(), defaults={"code": Failure(failed.code), "line": line}
        )
        if is_first:
            tell_failed(actor, layout, failure)


def _must_set(actor: Actor, organization: Organization) -> None:
    if not can_set(actor, organization.path):
        raise NotAllowed(_("You do not hold a role that sees to the papers of this office."))


def _one_at_a_time(organization: Organization, paper: Paper) -> None:
    execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"academic_layouts {organization.pk} {paper}"])


def _record(actor: Actor, verb: str, about: Any, organization: Organization, **details: Any) -> None:
    record(actor, verb, "academic_layout", about, organization_path=organization.path, details=details)
