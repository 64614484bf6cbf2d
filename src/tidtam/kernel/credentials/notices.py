"""What the owner of an account is told when its protection changes: so that nobody changes it unseen."""

from collections.abc import Mapping

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from tidtam.kernel.actor import Actor
from tidtam.kernel.identity.choices import Language
from tidtam.kernel.identity.models import Account
from tidtam.kernel.notifications.actions import notify
from tidtam.kernel.notifications.kinds import NoticeKind

PROTECTION = NoticeKind(
    key="account.protection",
    label=_("Changes to how I sign in"),
    subject=_("Your account: %(what)s"),
    body=_(
        "%(what)s. If it was you, you need not do anything. If it was not, sign in, change the password, end the other "
        "sessions, and tell the office."
    ),
    is_optional=False,
)

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
    notify(
        actor,
        account_id=account.pk,
        kind=PROTECTION.key,
        subject_kind="account",
        subject_id=account.pk,
        url=reverse("account_home"),
        context={"what": in_both_languages(WHAT[what])},
    )


def in_both_languages(text: Promise) -> dict[str, str]:
    told = {}
    for language in Language.values:
        with override(language):
            told[language] = str(text)
    return told
