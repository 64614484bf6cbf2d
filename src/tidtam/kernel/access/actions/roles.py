"""Granting and ending roles. Both are recorded with their reason, and the person concerned is told."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tidtam.kernel.access.choices import BY_TOKEN, Role
from tidtam.kernel.access.models import LONGEST_REASON, RoleGrant
from tidtam.kernel.access.notices import ROLE_ENDED, ROLE_GRANTED
from tidtam.kernel.access.policies import can_grant, fits, longest_until
from tidtam.kernel.access.queries import AccountFacts, administrators_over, get_account, in_force, overlapping
from tidtam.kernel.actor import Actor, NotAllowed, Refused, covers
from tidtam.kernel.audit.actions import record
from tidtam.kernel.notifications.actions import notify
from tidtam.kernel.notifications.texts import in_all_languages
from tidtam.kernel.orgs.models import Organization


def grant_role(
    actor: Actor,
    account_id: UUID,
    *,
    role: str,
    organization: Organization,
    reason: str,
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> RoleGrant:
    """Let the account act in a role, in the organisation and below it, from a day (today) until a day (no end)."""
    starts_on = starts_on or actor.today()
    reason = _required_reason(reason)
    with transaction.atomic():
        # The office's row is the lock: two who grant the same role there come one after the other.
        office = Organization.objects.select_for_update(no_key=True).get(pk=organization.pk)
        _require_authority(actor, office)
        if account_id == actor.account_id:
            raise NotAllowed(_("Nobody grants a role to themselves; ask another role administrator."))
        _require_sense(actor, role, office, starts_on, ends_on)
        account = _require_account(account_id)
        for other in overlapping(account_id, role, office, starts_on, ends_on):
            if other.account_id != account_id:
                raise Refused(_("Another person holds this role here. End that one's role first."), code="taken")
            if (other.starts_on, other.ends_on, other.granted_by_id) == (starts_on, ends_on, actor.account_id):
                return other  # the same form sent twice
            raise _already_held()
        grant = RoleGrant.objects.create(
            account_id=account_id,
            role=role,
            organization=office,
            starts_on=starts_on,
            ends_on=ends_on,
            granted_by_id=actor.account_id,
            reason=reason,
            granted_at=actor.now(),
        )
        _record(actor, "role.granted", grant, account)
        _tell(actor, ROLE_GRANTED.key, grant)
    return grant


def end_role(actor: Actor, grant: RoleGrant, *, reason: str) -> RoleGrant:
    """Take the role back at once: the account's next request no longer has it."""
    reason = _required_reason(reason)
    with transaction.atomic():
        office = Organization.objects.select_for_update(no_key=True).get(pk=grant.organization_id)
        locked = RoleGrant.objects.select_for_update(of=("self",)).select_related("organization").get(pk=grant.pk)
        _require_authority(actor, office)
        if locked.ended_at is not None:
            return locked
        _require_successor(actor, locked)
        _end(actor, locked, reason)
    return locked


def hand_over_role(
    actor: Actor, *, role: str, organization: Organization, granted_by_id: UUID | None, reason: str, end_reason: str
) -> tuple[RoleGrant, list[RoleGrant]]:
    """The actor takes up a role that one person holds in an office, and whoever held it holds it no longer.

    What lets the actor do so is a token, which the caller has looked at, inside the transaction in which it is spent:
    the role is granted by whoever issued that. Returns the new grant and those that ended.
    """
    if role not in BY_TOKEN or actor.account_id is None:
        raise ValueError(f"{role} is not taken up by a token")
    with transaction.atomic():
        office = Organization.objects.select_for_update(no_key=True).get(pk=organization.pk)
        if office.is_ended or not fits(role, office):
            raise Refused(_("This role does not exist in an office of this kind."), code="unfitting")
        account = _require_account(actor.account_id)
        former = list(overlapping(account.pk, role, office, actor.today(), None).select_related("organization"))
        for held in former:
            _end(actor, held, end_reason)
        grant = RoleGrant.objects.create(
            account_id=account.pk,
            role=role,
            organization=office,
            starts_on=actor.today(),
            granted_by_id=granted_by_id,
            reason=reason,
            granted_at=actor.now(),
        )
        _record(actor, "role.granted", grant, account)
        _tell(actor, ROLE_GRANTED.key, grant)
    return grant, former


def _end(actor: Actor, grant: RoleGrant, reason: str) -> None:
    grant.ended_at, grant.ended_by_id, grant.end_reason = actor.now(), actor.account_id, reason
    grant.save(update_fields=["ended_at", "ended_by", "end_reason"])
    _record(actor, "role.ended", grant, get_account(grant.account_id))
    _tell(actor, ROLE_ENDED.key, grant)


def _required_reason(reason: str) -> str:
    reason = reason.strip()
    if not reason:
        raise Refused(_("Give the reason, such as the number of the order."), code="required", field="reason")
    if len(reason) > LONGEST_REASON:
        raise Refused(_("The reason is too long; shorten it to 300 characters."), code="too_long", field="reason")
    return reason


def _require_authority(actor: Actor, office: Organization) -> None:
    if not can_grant(actor, office):
        raise NotAllowed(_("You administer roles in your own organisation and below it only."))
    if actor.is_system:
        return
    # The administrator's own role may have been ended since the page was asked for.
    own = [g.id for g in actor.grants if g.role == Role.ROLE_ADMIN and covers(g.organization_path, office.path)]
    if not in_force(actor.today()).filter(pk__in=own).exists():
        raise NotAllowed(_("Your role as role administrator has ended."))


def _require_sense(actor: Actor, role: str, office: Organization, starts_on: date, ends_on: date | None) -> None:
    if role not in Role.values:
        raise Refused(_("Choose a role from the list."), code="unknown", field="role")
    if role in BY_TOKEN and not actor.is_system:
        raise Refused(_("This role is taken up with a token of the central group."), code="by_token", field="role")
    if office.is_ended:
        raise Refused(_("This office has ended; choose another."), code="ended", field="organization")
    if not fits(role, office):
        raise Refused(_("This role does not exist in an office of this kind."), code="unfitting", field="role")
    if starts_on < actor.today() and not actor.is_system:
        raise Refused(_("A role begins today or later; what was done before stays as it was."), field="starts_on")
    if ends_on is not None and ends_on < starts_on:
        raise Refused(_("The last day lies before the first day."), code="order", field="ends_on")
    longest = longest_until(actor, role, office)
    if longest is not None and (ends_on is None or ends_on > longest):
        raise Refused(
            _("You cannot appoint an administrator for longer than your own role lasts; choose an earlier last day."),
            code="too_wide",
            field="ends_on",
        )


def _require_account(account_id: UUID) -> AccountFacts:
    """Locked: it is not ended, locked or joined to another one while it is given a role."""
    account = get_account(account_id, lock=True)
    if not account.is_active:
        raise Refused(_("This account is locked or has ended; it cannot be given a role."), code="inactive")
    return account


def _require_successor(actor: Actor, grant: RoleGrant) -> None:
    """An organisation is not left without anybody who could grant a role again."""
    if actor.is_system or grant.role != Role.ROLE_ADMIN:
        return
    others = administrators_over(grant.organization, actor.today()).exclude(account_id=grant.account_id)
    # Locked, so that one of them is not ended at the same moment from another office.
    if not others.order_by("pk").select_for_update(of=("self",)):
        raise Refused(
            _("This is the last role administrator here. Appoint another one first."), code="last_administrator"
        )


def _already_held() -> Refused:
    return Refused(
        _("This person already holds this role here on some of these days. End that one first, or choose other days."),
        code="already_held",
        field="role",
    )


def _record(actor: Actor, verb: str, grant: RoleGrant, account: AccountFacts) -> None:
    record(
        actor,
        verb,
        "role_grant",
        grant.pk,
        person_id=account.person_id,
        organization_path=grant.organization.path,
        details={
            "account": grant.account_id,
            "role": grant.role,
            "starts_on": grant.starts_on,
            "ends_on": grant.ends_on,
        },
    )


def _tell(actor: Actor, kind: str, grant: RoleGrant) -> None:
    notify(
        actor,
        account_id=grant.account_id,
        kind=kind,
        subject_kind="role_grant",
        subject_id=grant.pk,
        url=reverse("my_roles"),
        context={
            "role": in_all_languages(Role(grant.role).label),
            "organization": {"th": grant.organization.name_th, "en": grant.organization.name_en},
        },
    )
