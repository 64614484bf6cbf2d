"""The account: how a person signs in, where they are signed in, and which roles they were given."""

from collections.abc import Sequence

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tidtam.kernel.access.actions import forget_reasons
from tidtam.kernel.access.choices import Role
from tidtam.kernel.access.models import RoleGrant
from tidtam.kernel.actor import Actor, Refused
from tidtam.kernel.personal_data import Fact, Hold, Holding, Joining, Record, Subject, Term, register, register_terms

from .actions.erasing import end_joined_account, erase_account
from .models import Account

_ROLES = "role_grants"
_GROUND = _("Public task (PDPA section 24 (4))")


def export_account(actor: Actor, subject: Subject) -> Sequence[Record]:
    account = Account.objects.filter(pk=subject.account_id).first() if subject.account_id else None
    if account is None:
        return ()
    facts = [
        Fact("username", _("User name"), account.username),
        Fact("email", _("E-mail"), account.email),
        Fact("language", _("Language"), account.get_language_display()),
        Fact("created_at", _("Made at"), account.created_at),
        Fact("last_login", _("Last signed in at"), account.last_login),
    ]
    if account.temporary_until:
        facts.append(Fact("temporary_until", _("Temporary account, until"), account.temporary_until))
    factors = Authenticator.objects.filter(user=account).order_by("pk")
    sessions = UserSession.objects.filter(user_id=account.pk).order_by("-last_seen_at")
    return [
        Record(pgettext_lazy("personal data", "Account"), tuple(facts)),
        *(
            Record(
                _("Second factor"),
                (Fact("type", _("Kind"), row.get_type_display()), Fact("created_at", _("Since"), row.created_at)),
            )
            for row in factors
        ),
        *(
            Record(
                _("Where you are signed in"),
                (
                    Fact("device", _("Device"), row.user_agent),
                    Fact("address", _("Network address"), row.ip),
                    Fact("began_at", _("Signed in at"), row.created_at),
                    Fact("seen_at", _("Last used"), row.last_seen_at),
                ),
            )
            for row in sessions
        ),
    ]


def export_roles(actor: Actor, subject: Subject) -> Sequence[Record]:
    grants = RoleGrant.objects.filter(account=subject.account_id).select_related("organization")
    return [
        Record(
            Role(row.role).label if row.role in Role.values else row.role,
            (
                Fact("organization", _("Organisation"), row.organization.name),
                Fact("starts_on", _("From"), row.starts_on),
                Fact("ends_on", _("Until"), row.ends_on),
                Fact("reason", _("Reason"), row.reason),
                Fact("ended_at", _("Ended at"), row.ended_at),
            ),
        )
        for row in grants.order_by("granted_at", "pk")
    ]


def erase_roles(actor: Actor, subject: Subject) -> int:
    return forget_reasons(actor, subject.account_id) if subject.account_id else 0


def roles_held_back(actor: Actor, subject: Subject) -> Sequence[Hold]:
    """Who acts for an office hands over first."""
    if not _acts_for_an_office(actor, subject):
        return ()
    return [Hold(_("You act for an office; the role has to be ended first"), _GROUND, _ROLES)]


def refuse_while_in_office(actor: Actor, lesser: Subject, into: Subject) -> None:
    """A role was given to an account of which nobody had proven whose it is: whoever gave it decides, nobody else."""
    if _acts_for_an_office(actor, lesser):
        raise Refused(
            _("The temporary account holds a role in an office. Ask whoever gave it to end it first."), code="has_role"
        )


def _acts_for_an_office(actor: Actor, subject: Subject) -> bool:
    """Today, or from a day to come."""
    standing = RoleGrant.objects.filter(account=subject.account_id, ended_at=None).exclude(ends_on__lt=actor.today())
    return subject.account_id is not None and standing.exists()


ACCOUNT = Holding(
    key="identity.account",
    order=60,
    title=_("Your account"),
    held_by=_("The office that runs this system"),
    purpose=_("So that you, and only you, can sign in."),
    kept_for=_("As long as you have the account; sessions for twelve hours at most."),
    ground=_GROUND,
    tables=("identity.Account", "mfa.Authenticator", "usersessions.UserSession"),
    export_person=export_account,
    when_joined=Joining(follow=end_joined_account),
    erase_person=erase_account,
    goes_last=False,
    remains=_("A number made by the system, and that the account has ended."),
)
ROLES = Holding(
    key="access.roles",
    order=61,
    title=_("Roles you were given"),
    held_by=_("The organisation named with each role"),
    purpose=_("To show who could act for an office, and by whose decision."),
    kept_for=_("As long as what was done in the role has to be answered for."),
    ground=_("Public task (PDPA section 24 (4)): who acted for an office is part of its record"),
    tables=("access.RoleGrant",),
    export_person=export_roles,
    when_joined=Joining(refuse_to=refuse_while_in_office),
    erase_person=erase_roles,
    held_back=roles_held_back,
    remains=_("The roles themselves, under a number made by the system; not why you were given them."),
)


def register_all() -> None:
    register(ACCOUNT, ROLES)
    register_terms(
        Term(_ROLES, _("A role in an office"), _GROUND, ended_by=_("Whoever administers roles there")),
        Term("sessions", _("Where people are signed in"), _GROUND, days=1, ended_by=_("The nightly clearing away")),
    )
