from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.utils.translation import gettext_lazy as _

from tidtam.kernel.actor import new_id
from tidtam.kernel.orgs.models import Organization

from .choices import BY_TOKEN, Role

LONGEST_REASON = 300


class DateRange(models.Func):
    function = "DATERANGE"
    output_field = DateRangeField()


class RoleGrant(models.Model):
    """One role of one account in one organisation, from a day to a day. A grant is ended, never changed or deleted."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="role_grants")
    role = models.CharField(_("role"), max_length=40, choices=Role)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="role_grants")
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until and including"), null=True, blank=True)
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="roles_granted"
    )
    """Nobody: granted from the command line."""
    reason = models.CharField(_("reason"), max_length=LONGEST_REASON)
    granted_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="roles_ended"
    )
    end_reason = models.CharField(max_length=LONGEST_REASON, blank=True)

    class Meta:
        ordering = ["organization__path", "role", "id"]
        indexes = [
            models.Index("account", condition=models.Q(ended_at=None), name="access_living_by_account"),
            models.Index("organization", "id", name="access_by_organization"),
        ]
        constraints = [
            ExclusionConstraint(
                name="access_no_overlapping_grant",
                expressions=[
                    ("account", RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
                    ("organization", RangeOperators.EQUAL),
                    (
                        DateRange("starts_on", "ends_on", RangeBoundary(inclusive_upper=True)),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=models.Q(ended_at=None),
            ),
            ExclusionConstraint(
                name="access_one_holder_by_token",
                expressions=[
                    ("role", RangeOperators.EQUAL),
                    ("organization", RangeOperators.EQUAL),
                    (
                        DateRange("starts_on", "ends_on", RangeBoundary(inclusive_upper=True)),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=models.Q(ended_at=None, role__in=sorted(BY_TOKEN)),
            ),
            models.CheckConstraint(
                name="access_ends_after_start",
                condition=models.Q(ends_on=None) | models.Q(ends_on__gte=models.F("starts_on")),
            ),
            models.CheckConstraint(
                name="access_reasons_given",
                condition=~models.Q(reason="")
                & (
                    models.Q(ended_at=None, end_reason="")
                    | (models.Q(ended_at__isnull=False) & ~models.Q(end_reason=""))
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.organization_id}"

    @property
    def label(self) -> str:
        return str(Role(self.role).label) if self.role in Role.values else self.role
