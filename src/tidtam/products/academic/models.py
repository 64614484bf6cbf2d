from django.db import models
from django.db.models import Q

from tidtam.kernel.actor import new_id
from tidtam.products.academic.choices import Method, Position, RequestState


class AcademicRequest(models.Model):
    """An institution's request that one person be appointed to an academic position."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organization = models.ForeignKey("orgs.Organization", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, choices=RequestState, default=RequestState.DRAFT)
    case = models.OneToOneField(
        "tracking.Case", null=True, blank=True, on_delete=models.PROTECT, related_name="academic_request"
    )
    dossier = models.OneToOneField(
        "academic_dossier.Dossier", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    """Begun with the draft, once it is known whom it is about; it carries the id of the request."""

    letter_no = models.CharField(max_length=100, blank=True)
    person = models.ForeignKey("people.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    applicant_title = models.CharField(max_length=100, blank=True)
    applicant_given_name = models.CharField(max_length=150, blank=True)
    applicant_family_name = models.CharField(max_length=150, blank=True)
    position = models.CharField(max_length=24, choices=Position)
    method = models.CharField(max_length=12, choices=Method, default=Method.ORDINARY)
    field_code = models.CharField(max_length=4, blank=True)
    field_name = models.CharField(max_length=200, blank=True)
    subfield_name = models.CharField(max_length=200, blank=True)
    coordinator_name = models.CharField(max_length=200, blank=True)
    coordinator_phone = models.CharField(max_length=60, blank=True)
    coordinator_email = models.EmailField(blank=True)

    drafted_by = models.UUIDField(null=True)
    """The account that began the draft."""
    drafted_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [
            models.Index(fields=["-changed_at", "-id"], name="academic_newest"),
            models.Index(fields=["organization", "-changed_at", "-id"], name="academic_org_newest"),
            models.Index(fields=["person", "position"], name="academic_same_person"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=RequestState.DRAFT, case=None, submitted_at=None)
                | Q(state=RequestState.WITHDRAWN)
                | Q(state=RequestState.SUBMITTED, case__isnull=False, submitted_at__isnull=False),
                name="academic_submitted_has_case",
            )
        ]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def is_draft(self) -> bool:
        return self.state == RequestState.DRAFT
