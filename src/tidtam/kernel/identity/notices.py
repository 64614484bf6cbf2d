"""What the owner is told when the protection of an account changes."""

from collections.abc import Mapping

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from tidtam.kernel.actor import Actor
from tidtam.kernel.notifications.actions import notify
from tidtam.kernel.notifications.kinds import NoticeKind
from tidtam.thai.dates import format_datetime

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

NEW_BROWSER = NoticeKind(
    key="account.new_browser",
    label=_("Signing in from another browser"),
    subject=_("A sign-in from a browser that is new to your account"),
    body=_(
        "On %(when)s somebody signed in to your account from a browser that is new to it: %(device)s. If it was you, "
        "you need not do anything. If it was not, end this sign-in on the page that is linked here, change the "
        "password if you have one, and tell the office."
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


def tell_of_browser(actor: Actor, account: Account, device: str) -> None:
    """No network address: where the message goes may be open to others; the page it leads to shows it."""
    when = {language: format_datetime(actor.now(), language) for language in Language.values}
    notify(
        actor,
        account_id=account.pk,
        kind=NEW_BROWSER.key,
        subject_kind="account",
        subject_id=account.pk,
        url=reverse("account_sessions"),
        context={"when": when, "device": device or in_both_languages(_("Unknown device"))},
    )


def in_both_languages(text: Promise) -> dict[str, str]:
    told = {}
    for language in Language.values:
        with override(language):
            told[language] = str(text)
    return told
