"""What people are told about tokens. That a role began or ended, `access` tells."""

from django.utils.translation import gettext_lazy as _

from tidtam.kernel.notifications.kinds import NoticeKind

from .policies import serves_agencies

HANDED_OVER = NoticeKind(
    key="agencies.handed_over",
    label=_("An agency has a new service-point officer"),
    subject=_("%(agency)s has a new service-point officer"),
    body=_("%(officer)s used the token of %(agency)s and is its service-point officer now."),
    reaches=serves_agencies,
)
ASKED = NoticeKind(
    key="agencies.asked",
    label=_("Somebody asks for a new token"),
    subject=_("A new token is asked for: %(agency)s"),
    body=_("Somebody asks for a new token for %(agency)s. Look at the request and answer it."),
    reaches=serves_agencies,
)
ISSUED_ANEW = NoticeKind(
    key="agencies.issued_anew",
    label=_("My request for a token was answered"),
    subject=_("A new token was issued for %(agency)s"),
    body=_("The central group issued a new token for %(agency)s. It comes by letter to the agency's records office."),
    is_optional=False,
)
NOT_ISSUED = NoticeKind(
    key="agencies.not_issued",
    label=_("My request for a token was not granted"),
    subject=_("No new token was issued for %(agency)s"),
    body=_("The central group did not issue a new token for %(agency)s: %(reason)s"),
    is_optional=False,
)
