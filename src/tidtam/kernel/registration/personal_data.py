"""What a member stated when registering, and to what they agreed."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tidtam.kernel.actor import Actor
from tidtam.kernel.personal_data import STAYS, Fact, Holding, Joining, Record, Subject, Term, register, register_terms

from .actions.following import carry_statement
from .models import Consent, Statement, Withdrawal
from .queries import statement_of


def export_statement(actor: Actor, subject: Subject) -> Sequence[Record]:
    stated = statement_of(actor, subject.account_id) if subject.account_id else None
    if stated is None:
        return ()
    facts = (
        Fact("sex", _("Sex"), stated.sex),
        Fact("personnel_kind", _("Kind of personnel"), stated.personnel_kind),
        Fact("unit", _("Unit"), stated.unit),
        Fact("position", _("Position"), stated.position),
    )
    return [Record(_("What you stated when registering"), facts)]


def erase_statement(actor: Actor, subject: Subject) -> int:
    return Statement.objects.filter(account=subject.account_id).delete()[0] if subject.account_id else 0


def export_consents(actor: Actor, subject: Subject) -> Sequence[Record]:
    if subject.account_id is None:
        return ()
    withdrawn = dict(Withdrawal.objects.filter(account=subject.account_id).values_list("consent", "withdrawn_at"))
    return [
        Record(
            pgettext_lazy("personal data", "Consent"),
            (
                Fact("version", _("Version of the text"), row.version),
                Fact("language", _("Language"), row.language),
                Fact("given_at", _("Given at"), row.given_at),
                Fact("withdrawn_at", _("Withdrawn at"), withdrawn.get(row.pk)),
                Fact("text_digest", _("SHA-256 of the text"), row.text_digest),
            ),
        )
        for row in Consent.objects.filter(account=subject.account_id).order_by("given_at", "pk")
    ]


STATEMENT = Holding(
    key="registration.statement",
    order=40,
    title=_("What you stated of yourself"),
    held_by=_("The office that runs this system"),
    purpose=_("To verify who you are, and to know which services are for you."),
    kept_for=_("Until you change it, or your data are erased."),
    ground=_("Consent (PDPA section 19), given when registering"),
    tables=("registration.Statement",),
    export_person=export_statement,
    when_joined=Joining(follow=carry_statement),
    erase_person=erase_statement,
    goes_last=False,
)
CONSENTS = Holding(
    key="registration.consents",
    order=41,
    title=_("What you agreed to"),
    held_by=_("The office that runs this system"),
    purpose=_("To be able to show what you agreed to, and when you withdrew it."),
    kept_for=_("As long as the office may have to show it."),
    ground=_("Legal obligation (PDPA sections 19 and 24 (6))"),
    tables=("registration.Consent", "registration.Withdrawal", "registration.Reminder"),
    export_person=export_consents,
    when_joined=STAYS,
    remains=_("Which version was agreed to and when, under a number made by the system."),
)


def register_all() -> None:
    register(STATEMENT, CONSENTS)
    register_terms(
        Term(
            "registration_drafts",
            _("Registrations that were not finished"),
            _("Consent (PDPA section 19): as the text on personal data says"),
            days=1,
            ended_by=_("The hourly clearing away"),
        )
    )
