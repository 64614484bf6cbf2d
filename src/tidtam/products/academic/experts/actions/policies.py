from dataclasses import asdict

from django.db import connection
from django.db.models import Q
from django.db.transaction import atomic
from django.utils.translation import gettext as _

from tidtam.kernel.actor import Actor, NotAllowed, Refused
from tidtam.kernel.audit import actions as audit
from tidtam.kernel.orgs.models import Organization
from tidtam.products.academic.experts.facts import PolicyFacts
from tidtam.products.academic.experts.models import Committee, InstitutionPolicy
from tidtam.products.academic.experts.policies import can_set_policy
from tidtam.products.academic.experts.queries import policy_in_force


def record_policy(actor: Actor, organization: Organization, facts: PolicyFacts) -> InstitutionPolicy:
    """Write down what the institution decided. The same once more changes nothing; the names follow at once."""
    if not can_set_policy(actor, organization):
        raise NotAllowed(_("Only officers of the institution record what it decided."))
    _must_make_sense(facts)
    with atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [organization.pk.int % 2**63])
        latest = policy_in_force(organization)
        if latest is not None and all(getattr(latest, name) == value for name, value in asdict(facts).items()):
            return latest
        policy = InstitutionPolicy.objects.create(
            organization=organization, recorded_at=actor.now(), recorded_by=actor.account_id, **asdict(facts)
        )
        opened = Q(begun_on__gte=facts.opens_from) if facts.opens_from else Q(pk__in=[])
        own = Committee.objects.filter(organization=organization)
        own.filter(opened, names_open=False).update(names_open=True)
        own.filter(~opened, names_open=True).update(names_open=False)
        audit.record(
            actor,
            "expert_policy.recorded",
            "expert_policy",
            policy.pk,
            organization_path=organization.path,
            details={"opens_names": facts.opens_names, "opens_from": facts.opens_from},
        )
    return policy


def _must_make_sense(facts: PolicyFacts) -> None:
    if facts.opens_names != (facts.opens_from is not None):
        raise Refused(
            _("Say from which day on the names are open, or leave the day empty where they are not."),
            code="opens_from",
            field="opens_from",
        )
    least, most = facts.members_least, facts.members_most
    if least is not None and most is not None and least > most:
        raise Refused(_("The least number is greater than the greatest."), code="numbers", field="members_most")
