from django.db import models
from django.db.models import Q

from tidtam.kernel.actor import new_id
from tidtam.products.academic.choices import AnswerKind, Fact, RequestState
from tidtam.products.academic.rulebook.choices import Method, Position


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

    inside = models.OneToOneField("tracking.Case", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    """The matter of the institution's own process that comes before the ministry's, where it uses one."""

    findings_must = models.PositiveSmallIntegerField(null=True, blank=True)
    """Of its dossier when it was sent last: what must be in order and is not, or could not be told."""
    findings_should = models.PositiveSmallIntegerField(null=True, blank=True)
    """What should be mended, and nobody holds with a reason that it need not be."""

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


class RequestEdition(models.Model):
    """The request as it was sent, once for each time; never changed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    request = models.ForeignKey(AcademicRequest, on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField()
    sealed = models.BinaryField()
    """What the request said of each fact, under the applicant's key."""
    dossier_edition = models.OneToOneField(
        "academic_dossier.DossierEdition", null=True, on_delete=models.PROTECT, related_name="+"
    )
    findings_must = models.PositiveSmallIntegerField(null=True)
    findings_should = models.PositiveSmallIntegerField(null=True)
    sent_at = models.DateTimeField()
    sent_by = models.UUIDField(null=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["request", "number"], name="academic_edition_once")]

    def __str__(self) -> str:
        return f"{self.request_id} {self.number}"


class RequestReturn(models.Model):
    """The letter by which the ministry gives a request back, with everything that has to be mended."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    request = models.ForeignKey(AcademicRequest, on_delete=models.PROTECT, related_name="returns")
    number = models.PositiveIntegerField()
    edition = models.ForeignKey(RequestEdition, null=True, on_delete=models.PROTECT, related_name="+")
    """What was examined; nothing where the request was sent before editions were kept."""
    letter_no = models.CharField(max_length=100)
    letter_date = models.DateField()
    late_reason = models.BinaryField(null=True)
    """Sealed: why something is asked only now that could be seen before."""
    returned_at = models.DateTimeField()
    returned_by = models.UUIDField(null=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["request", "number"], name="academic_return_once")]

    def __str__(self) -> str:
        return f"{self.request_id} {self.number}"


class Defect(models.Model):
    """One thing to be mended: by a rule, at a place of the dossier, or of a fact of the request."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    letter = models.ForeignKey(RequestReturn, on_delete=models.PROTECT, related_name="defects")
    number = models.PositiveIntegerField()
    fact = models.CharField(max_length=20, choices=Fact, blank=True)
    rule = models.CharField(max_length=10, blank=True)
    place = models.CharField(max_length=300, blank=True)
    """A JSON pointer into the dossier."""
    clause = models.JSONField(null=True)
    """Where it is written that it must be so, as the rules of the dossier had it that day: `th` and `en`."""
    text = models.BinaryField()
    """Sealed."""
    is_late = models.BooleanField(default=False)
    """It stood so, unsaid, when the request was returned before."""

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["letter", "number"], name="academic_defect_once")]

    def __str__(self) -> str:
        return f"{self.letter_id} {self.number}"


class DefectAnswer(models.Model):
    """What the institution says to one defect; the last one counts."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    defect = models.ForeignKey(Defect, on_delete=models.PROTECT, related_name="answers")
    kind = models.CharField(max_length=10, choices=AnswerKind)
    text = models.BinaryField()
    """Sealed."""
    answered_at = models.DateTimeField()
    answered_by = models.UUIDField(null=True)

    class Meta:
        indexes = [models.Index(fields=["defect", "answered_at"], name="academic_answer_of_defect")]

    def __str__(self) -> str:
        return f"{self.defect_id} {self.kind}"
