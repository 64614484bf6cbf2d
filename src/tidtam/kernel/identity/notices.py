"""What the owner is told when the protection of an account changes."""

from collections.abc import Mapping

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from tidtam.kernel.actor import Actor
from tidtam.kernel.notifications.actions import notify
from tidtam.kernel.notifications.kinds import NoticeKind

from .choices import Language
from .models import Account

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
    "password_changed": _("the password was changed"),
    "app_set_up": _("an authenticator app was set up"),
    "app_removed": _("the authenticator app was removed"),
    "codes_replaced": _("the recovery codes were replaced by new ones"),
}


def tell(actor: Actor, account: Account, what: Promise) -> None:
    notify(
        actor,
        account_id=account.pk,
        kind=PROTECTION.key,
        subject_kind="account",
        subject_id=account.pk,
        url=reverse("account_home"),
        context={"what": in_both_languages(what)},
    )


def in_both_languages(text: Promise) -> dict[str, str]:
    told = {}
    for language in Language.values:
        with override(language):
            told[language] = str(text)
    return told
