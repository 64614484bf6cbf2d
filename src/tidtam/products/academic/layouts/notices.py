"""What those who see to an office's papers are told of them."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tidtam.kernel.access.choices import Role
from tidtam.kernel.access.queries import accounts_in_charge
from tidtam.kernel.actor import Actor
from tidtam.kernel.notifications.actions import notify
from tidtam.kernel.notifications.kinds import NoticeKind
from tidtam.kernel.notifications.texts import Value, in_all_languages

from .choices import Failure, Paper
from .models import Layout, LayoutFailure
from .policies import can_manage

FAILED = NoticeKind(
    key="academic_layout.failed",
    reaches=can_manage,
    label=_("A paper could not be printed with a template of my office"),
    subject=_("A template of your office printed nothing: %(paper)s"),
    body=_(
        "On %(date)s the template of %(office)s for “%(paper)s” (edition %(number)s) printed nothing: %(reason)s "
        "People get the form that the platform makes until the template is mended. You are told once a day."
    ),
)


def tell_failed(actor: Actor, layout: Layout, failure: LayoutFailure) -> None:
    path, office = layout.organization.path, layout.organization
    context: dict[str, Value] = {
        "date": failure.failed_on,
        "number": layout.number,
        "office": {"th": office.name_th, "en": office.name_en or office.name_th},
        "paper": in_all_languages(Paper(layout.paper).label),
        "reason": in_all_languages(Failure(failure.code).label),
    }
    for account_id in accounts_in_charge(path, [Role.PROCESS_ADMIN], actor.today(), apart_from=layout.pk):
        notify(
            actor,
            account_id=account_id,
            kind=FAILED.key,
            subject_kind="academic_layout",
            subject_id=layout.pk,
            url=reverse("academic_layouts:layout", args=[layout.pk]),
            context=context,
        )
