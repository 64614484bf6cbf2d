from django.db.transaction import atomic
from django.utils.translation import gettext as _
from pydantic import ValidationError

from tidtam.kernel.actor import Actor, NotAllowed, Refused, execute
from tidtam.kernel.audit.actions import record
from tidtam.kernel.orgs.models import Organization
from tidtam.products.academic.dossier.models import PublishedRuleSet, RuleParameter
from tidtam.products.academic.dossier.policies import can_set_rules
from tidtam.products.academic.dossier.queries.rule_sets import uploaded_row
from tidtam.products.academic.rulebook.rule_sets import NotARuleSet, RuleSet, read_rule_set
from tidtam.products.academic.rulebook.rules import rule_numbered


def publish_rule_set(actor: Actor, organization: Organization, data: bytes) -> PublishedRuleSet:
    """Let a set of rules hold for this office and all below it, from the day it says."""
    if not can_set_rules(actor, organization.path):
        raise NotAllowed(_("You do not hold a role that sets the rules of this office."))
    try:
        rule_set = read_rule_set(data)
    except NotARuleSet as refused:
        raise Refused(str(refused), code="not_a_rule_set") from None
    if unknown := [ruling.number for ruling in rule_set.rulings if rule_numbered(ruling.number) is None]:
        message = _("There is no rule of this number: %(numbers)s.")
        raise Refused(message % {"numbers": ", ".join(unknown)}, code="unknown_rule")
    with atomic():
        execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"academic_dossier rules {rule_set.key}"])
        newest = (
            PublishedRuleSet.objects.filter(key=rule_set.key, organization=organization).order_by("-version").first()
        )
        if newest is not None and newest.version >= rule_set.version:
            message = _("Version %(version)s of these rules is published already; raise the version.")
            raise Refused(message % {"version": newest.version}, code="old_version")
        published = _keep(actor, rule_set, organization)
        record(
            actor,
            "academic_dossier.rules_published",
            "academic_rule_set",
            published.pk,
            organization_path=organization.path,
            details={"key": rule_set.key, "version": rule_set.version},
        )
    return published


def published_row(actor: Actor, rule_set: RuleSet, organization: Organization) -> PublishedRuleSet:
    """The row of a set that holds here: uploaded for the office, or the product's own, kept when first used."""
    return uploaded_row(organization.path, rule_set) or _keep(actor, rule_set, None)


def _keep(actor: Actor, rule_set: RuleSet, organization: Organization | None) -> PublishedRuleSet:
    """Nobody publishes what came with the product: it is kept when it is first used."""
    row, _made = PublishedRuleSet.objects.get_or_create(
        key=rule_set.key,
        version=rule_set.version,
        organization=organization,
        defaults={
            "content": rule_set.model_dump(mode="json"),
            "published_at": actor.now(),
            "published_by": actor.recorded_as if organization else None,
        },
    )
    return row


def set_parameter(
    actor: Actor, organization: Organization, rule_set: RuleSet, *, key: str, value: str
) -> RuleParameter:
    """Say what no source says. An empty value takes it back: not configured."""
    if not can_set_rules(actor, organization.path):
        raise NotAllowed(_("You do not hold a role that sets the rules of this office."))
    if rule_set.parameter(key) is None:
        raise Refused(_("These rules have no such parameter."), code="unknown_parameter", field="key")
    value = value.strip()
    try:
        RuleSet.model_validate(rule_set.with_values({key: value}).model_dump())
    except ValidationError:
        message = _("Enter a number, or codes of the list parted by blanks.")
        raise Refused(message, code="not_fitting", field="value") from None
    with atomic():
        row = RuleParameter.objects.create(
            organization=organization,
            key=key,
            value=value,
            set_at=actor.now(),
            set_by=actor.recorded_as,
        )
        record(
            actor,
            "academic_dossier.parameter_set",
            "academic_rule_parameter",
            row.pk,
            organization_path=organization.path,
            details={"key": key},
        )
    return row
