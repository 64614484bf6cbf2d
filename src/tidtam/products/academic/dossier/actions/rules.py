from datetime import date

from django.db.transaction import atomic
from django.utils.translation import gettext as _
from pydantic import ValidationError

from tidtam.kernel.actor import Actor, NotAllowed, Refused, execute
from tidtam.kernel.audit.actions import record
from tidtam.kernel.orgs.models import Organization
from tidtam.products.academic.dossier.models import PublishedRuleSet, RuleParameter, RuleSetTakenBack
from tidtam.products.academic.dossier.policies import can_set, can_set_rules
from tidtam.products.academic.dossier.queries.rule_sets import softer_than_above, uploaded_row
from tidtam.products.academic.rulebook.rule_sets import NotARuleSet, RuleSet, read_rule_set
from tidtam.products.academic.rulebook.rules import rule_numbered


def publish_rule_set(
    actor: Actor, organization: Organization, data: bytes, *, in_force_from: date | None = None
) -> PublishedRuleSet:
    """Let a set of rules hold for this office and all below it, from the day named here or the one that it says."""
    if not can_set_rules(actor, organization.path):
        raise NotAllowed(_("You do not hold a role that sets the rules of this office."))
    try:
        rule_set = read_rule_set(data)
    except NotARuleSet as refused:
        raise Refused(str(refused), code="not_a_rule_set") from None
    if in_force_from is not None:
        rule_set = rule_set.with_changed(in_force_from=in_force_from)
    if rule_set.in_force_until and rule_set.in_force_until < rule_set.in_force_from:
        raise Refused(_("These rules would end before they begin."), code="ends_first")
    if unknown := [ruling.number for ruling in rule_set.rulings if rule_numbered(ruling.number) is None]:
        message = _("There is no rule of this number: %(numbers)s.")
        raise Refused(message % {"numbers": ", ".join(unknown)}, code="unknown_rule")
    if softer := softer_than_above(organization, rule_set):
        message = _("They ask less than the ministry's rules: %(what)s")
        raise Refused(message % {"what": " ".join(softer)}, code="softer")
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


def take_back_rule_set(actor: Actor, published: PublishedRuleSet) -> None:
    """Only before its day: what is in force, or was, never changes."""
    organization = published.organization
    if organization is None or not can_set_rules(actor, organization.path):
        raise NotAllowed(_("You do not hold a role that sets the rules of this office."))
    with atomic():
        execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"academic_dossier rules {published.key}"])
        if RuleSet.model_validate(published.content).in_force_from <= actor.today():
            raise Refused(_("These rules are in force already; publish a new version instead."), code="in_force")
        _row, is_new = RuleSetTakenBack.objects.get_or_create(
            rule_set=published, defaults={"taken_back_at": actor.now(), "taken_back_by": actor.recorded_as}
        )
        if is_new:
            record(
                actor,
                "academic_dossier.rules_taken_back",
                "academic_rule_set",
                published.pk,
                organization_path=organization.path,
                details={"key": published.key, "version": published.version},
            )


def set_parameter(
    actor: Actor,
    organization: Organization,
    rule_set: RuleSet,
    *,
    key: str,
    value: str,
    reason: str,
    holds_from: date | None = None,
) -> RuleParameter:
    """Say what no source says, from a day on. An empty value takes it back: as the set of rules has it."""
    set_by = rule_set.set_by(key)
    if set_by is None:
        raise Refused(_("These rules have no such parameter."), code="unknown_parameter", field="key")
    if not can_set(actor, organization, set_by):
        raise NotAllowed(_("You do not hold a role that sets the rules of this office."))
    value, reason, holds_from = value.strip(), reason.strip(), holds_from or actor.today()
    if not reason:
        raise Refused(_("Write why it is set so; whoever asks later reads it."), code="no_reason", field="reason")
    if holds_from < actor.today():
        message = _("Give today or a later day: dossiers that were begun before keep what they were begun under.")
        raise Refused(message, code="past", field="holds_from")
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
            holds_from=holds_from,
            reason=reason,
            set_at=actor.now(),
            set_by=actor.recorded_as,
        )
        record(
            actor,
            "academic_dossier.parameter_set",
            "academic_rule_parameter",
            row.pk,
            organization_path=organization.path,
            details={"key": key, "holds_from": holds_from.isoformat()},
        )
    return row
