"""Where the account shows up in the pages' frame."""

from django.utils.translation import gettext_lazy as _

from tidtam.kernel.actor import Actor
from tidtam.kernel.audit.wording import register_verbs
from tidtam.kernel.notifications import kinds
from tidtam.web.navigation import Entry, register

from .notices import NEW_BROWSER, PROTECTION


def _is_member(actor: Actor) -> bool:
    return actor.account_id is not None


def register_navigation() -> None:
    register(
        Entry(
            key="account", label=_("My account"), url_name="account_home", order=20, visible=_is_member, area="header"
        )
    )


def register_words() -> None:
    """What the codes of this shelf mean in the audit trail."""
    register_verbs(
        {
            "account.created": _("Made an account"),
            "account.signed_in": _("Signed in"),
            "account.erased": _("Erased an account"),
            "account.ended_by_joining": _("Ended an account that was joined to another one"),
            "account.locked": _("Locked an account"),
            "account.unlocked": _("Unlocked an account"),
            "account.made_permanent": _("Made a temporary account permanent"),
            "account.person_proven": _("Joined an account with the person whose number was proven"),
            "account.username_chosen": _("Chose a user name"),
            "account.password_changed": _("Changed a password"),
            "account.second_factor_set_up": _("Set up the second factor"),
            "account.second_factor_vouched_for": _("The second factor counts from now on"),
            "account.second_factor_removed": _("Removed the second factor"),
            "account.second_factor_reset": _("Reset the second factor"),
            "account.recovery_codes_replaced": _("Replaced the recovery codes"),
        }
    )


def register_notices() -> None:
    kinds.register(NEW_BROWSER, PROTECTION)
