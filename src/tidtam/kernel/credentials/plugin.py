"""Where this shelf shows up, and what its codes mean in the audit trail."""

from django.utils.translation import gettext_lazy as _

from tidtam.kernel.audit.wording import register_verbs
from tidtam.kernel.identity import password_sources

from .office_directory import OfficeDirectory


def register_words() -> None:
    register_verbs(
        {
            "account.passkey_added": _("Added a passkey"),
            "account.passkey_removed": _("Removed a passkey"),
            "account.password_recovered": _("Set a new password with a code"),
            "account.address_proven": _("Proved a new e-mail address or mobile number"),
            "account.address_changed": _("Changed the e-mail address or mobile number"),
            "account.address_change_stopped": _("Stopped the change of an e-mail address or mobile number"),
            "account.directory_joined": _("Switched on signing in with the directory"),
            "account.directory_left": _("Switched off signing in with the directory"),
            "account.factor_reset_asked": _("Asked that a second factor be reset"),
            "account.factor_reset_stopped": _("Stopped the reset of a second factor"),
            "account.enrolment_code_issued": _("Made a code for setting up a second factor"),
            "account.enrolment_code_used": _("Proved themselves with a code that was handed over"),
        }
    )


def register_ways_in() -> None:
    password_sources.register(OfficeDirectory())
