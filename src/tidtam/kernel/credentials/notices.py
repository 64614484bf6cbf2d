"""What of this shelf the owner of an account is told."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tidtam.kernel.actor import Actor
from tidtam.kernel.identity import notices
from tidtam.kernel.identity.models import Account

WHAT: Mapping[str, Promise] = {
    "passkey_added": _("a passkey was added"),
    "passkey_removed": _("a passkey was removed"),
    "password_recovered": _("the password was set anew with a code"),
    "address_change": _("the e-mail address or mobile number is to change in 24 hours"),
    "address_changed": _("the e-mail address or mobile number was changed"),
    "address_change_stopped": _("the change of the e-mail address or mobile number was stopped"),
    "factor_reset_asked": _("an administrator asked that the second factor be taken away in 24 hours"),
    "factor_reset_stopped": _("the second factor stays: the reset was stopped"),
    "factor_reset": _("the second factor was taken away"),
    "directory_joined": _("signing in with the password of the office's directory was switched on"),
    "directory_left": _("signing in with the password of the office's directory was switched off"),
    "enrolment_code": _("an administrator made a code with which a second factor can be set up"),
}


def tell(actor: Actor, account: Account, what: str) -> None:
    notices.tell(actor, account, WHAT[what])
