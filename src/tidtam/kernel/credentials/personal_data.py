"""Codes with which officers set up their second factor. Passkeys themselves belong to the account."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from tidtam.kernel.actor import Actor
from tidtam.kernel.personal_data import STAYS, Fact, Holding, Joining, Record, Subject, register

from .models import AddressChange, DirectoryLogin, EnrolmentCode, Recovery


def export_codes(actor: Actor, subject: Subject) -> Sequence[Record]:
    if subject.account_id is None:
        return ()
    return [
        Record(
            _("Code for a second factor"),
            (
                Fact("issued_at", _("Issued at"), row.issued_at),
                Fact("used_at", _("Used at"), row.used_at),
            ),
        )
        for row in EnrolmentCode.objects.filter(account=subject.account_id).order_by("issued_at", "pk")
    ]


def export_changes(actor: Actor, subject: Subject) -> Sequence[Record]:
    if subject.account_id is None:
        return ()
    return [
        Record(
            row.get_kind_display(),
            (
                Fact("asked_at", _("Asked at"), row.asked_at),
                Fact("proven_at", _("Proven at"), row.proven_at),
                Fact("ended_at", _("Ended at"), row.ended_at),
                Fact("is_in_force", _("In force"), row.is_in_force),
            ),
        )
        for row in AddressChange.objects.filter(account=subject.account_id).order_by("asked_at", "pk")
    ]


def erase_changes(actor: Actor, subject: Subject) -> int:
    """One that was not in force yet never will be."""
    if subject.account_id is None:
        return 0
    Recovery.objects.filter(account=subject.account_id).delete()
    changes = AddressChange.objects.filter(account=subject.account_id).exclude(sealed_address="")
    changes.filter(ended_at=None).update(ended_at=actor.now())
    return changes.update(sealed_address="")


def export_directory_logins(actor: Actor, subject: Subject) -> Sequence[Record]:
    if subject.account_id is None:
        return ()
    return [
        Record(
            _("The office's directory"),
            (
                Fact("user_name", _("User name in the directory"), row.user_name),
                Fact("begun_at", _("Since"), row.begun_at),
                Fact("ended_at", _("Ended at"), row.ended_at),
            ),
        )
        for row in DirectoryLogin.objects.filter(account=subject.account_id).order_by("begun_at", "pk")
    ]


def erase_directory_logins(actor: Actor, subject: Subject) -> int:
    if subject.account_id is None:
        return 0
    logins = DirectoryLogin.objects.filter(account=subject.account_id)
    logins.filter(ended_at=None).update(ended_at=actor.now())
    return logins.exclude(user_name="").update(user_name="")


def end_changes(actor: Actor, lesser: Subject, into: Subject) -> None:
    """None of an account that ends comes into force any more."""
    erase_changes(actor, lesser)


def end_directory_logins(actor: Actor, lesser: Subject, into: Subject) -> None:
    """The directory's password never opens the account that goes on because it opened the one that ends."""
    erase_directory_logins(actor, lesser)


CODES = Holding(
    key="credentials.codes",
    order=62,
    title=_("Codes you were given to set up a second factor"),
    held_by=_("The office that runs this system"),
    purpose=_("So that nobody but you sets up the second factor of your account."),
    kept_for=_("As long as your data."),
    ground=_("Public task (PDPA section 24 (4))"),
    tables=("credentials.EnrolmentCode", "credentials.FactorReset"),
    export_person=export_codes,
    when_joined=STAYS,
    remains=_("That a code was given and when, under a number made by the system; never the code."),
)


CHANGES = Holding(
    key="credentials.changes",
    order=21,
    title=_("Changes of your e-mail address and mobile number"),
    held_by=_("The office that runs this system"),
    purpose=_("So that nobody but you changes where you are reached."),
    kept_for=_("As long as your data; a forgotten password, until the next clearing away."),
    ground=_("Public task (PDPA section 24 (4))"),
    tables=("credentials.AddressChange", "credentials.Recovery"),
    export_person=export_changes,
    when_joined=Joining(follow=end_changes),
    erase_person=erase_changes,
    goes_last=False,
    remains=_("That an address was changed and when; no address."),
)


DIRECTORY = Holding(
    key="credentials.directory",
    order=22,
    title=_("Signing in with the office's directory"),
    held_by=_("The office that runs this system"),
    purpose=_("So that you may sign in with the password of the office's directory."),
    kept_for=_("As long as your data."),
    ground=_("Public task (PDPA section 24 (4))"),
    tables=("credentials.DirectoryLogin",),
    export_person=export_directory_logins,
    when_joined=Joining(follow=end_directory_logins),
    erase_person=erase_directory_logins,
    goes_last=False,
    remains=_("That it was switched on and off and when; no user name."),
)


def register_all() -> None:
    register(CODES, CHANGES, DIRECTORY)
