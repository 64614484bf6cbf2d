from datetime import date
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from tidtam.kernel.actor import new_id
from tidtam.products.academic.rulebook.choices import Position
from tidtam.thai.names import full_name

from .choices import ConflictKind, Means, Relation, Reply, Seat, Status

NAME_LENGTH = 120
LINE_LENGTH = 200
TEXT_LENGTH = 2_000


class Expert(models.Model):
    """Somebody who can judge academic works, as one office keeps them. Officers read it, applicants never do."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organization = models.ForeignKey("orgs.Organization", on_delete=models.PROTECT, related_name="+")
    """Who keeps the record. What the ministry keeps, every institution reads."""
    person = models.ForeignKey("people.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    """Where the platform knows the person by number."""
    title = models.CharField(max_length=60, blank=True)
    given_name = models.CharField(max_length=NAME_LENGTH)
    family_name = models.CharField(max_length=NAME_LENGTH, blank=True)
    given_name_en = models.CharField(max_length=NAME_LENGTH, blank=True)
    family_name_en = models.CharField(max_length=NAME_LENGTH, blank=True)

    institution = models.ForeignKey(
        "orgs.Organization", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    institution_name = models.CharField(max_length=LINE_LENGTH, blank=True)
    """Of one that the platform does not know."""
    status = models.CharField(max_length=24, choices=Status, blank=True)
    status_changed_on = models.DateField(null=True, blank=True)
    status_file = models.UUIDField(null=True, blank=True)

    position = models.CharField(max_length=24, choices=Position, blank=True)
    """The highest of the appointments."""
    field_codes = ArrayField(models.CharField(max_length=4), default=list, blank=True)
    appointments = models.JSONField(default=list, blank=True)
    """From the lowest position on: position, field_code, field_name, appointed_on."""
    education = models.JSONField(default=list, blank=True)
    """degree, field_name, institution, country, completed."""
    expertise = models.TextField(max_length=TEXT_LENGTH, blank=True)

    listed_on = models.DateField(null=True, blank=True)
    """From which list of the commission on."""
    approval_no = models.CharField(max_length=LINE_LENGTH, blank=True)
    approved_on = models.DateField(null=True, blank=True)
    approval_file = models.UUIDField(null=True, blank=True)

    changed_at = models.DateTimeField()
    changed_by = models.UUIDField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [
            models.Index(fields=["family_name", "given_name", "id"], name="experts_by_name"),
            GinIndex(fields=["field_codes"], name="experts_by_field"),
        ]
        constraints = [
            models.CheckConstraint(name="experts_expert_has_a_name", condition=~Q(given_name="")),
        ]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def full_name(self) -> str:
        return full_name(self.title, self.given_name, self.family_name)

    @property
    def full_name_en(self) -> str:
        return full_name("", self.given_name_en, self.family_name_en)

    @property
    def institution_called(self) -> str:
        return self.institution.name if self.institution else self.institution_name

    @property
    def is_listed(self) -> bool:
        return self.listed_on is not None

    @property
    def is_approved(self) -> bool:
        """Not listed, but approved by the commission, with the evidence of it."""
        return bool(self.approval_no and self.approved_on and self.approval_file)

    @property
    def file_ids(self) -> set[UUID]:
        return {file_id for file_id in (self.status_file, self.approval_file) if file_id}


class Committee(models.Model):
    """The experts proposed for one request, with what of the request the rules need to know."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    request_id = models.UUIDField(unique=True)
    organization = models.ForeignKey("orgs.Organization", on_delete=models.PROTECT, related_name="+")
    applicant = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    position = models.CharField(max_length=24, choices=Position)
    field_code = models.CharField(max_length=4, blank=True)
    field_name = models.CharField(max_length=LINE_LENGTH, blank=True)
    sealed_names = models.BinaryField()
    """The applicant's, the co-authors' and the supervisors' (`taken.py`), under the applicant's key: compared with
    where the dossier itself is not open to who asks."""
    taken_at = models.DateTimeField()
    """When the facts were taken from the request."""

    reason_not_listed = models.TextField(max_length=TEXT_LENGTH, blank=True)
    reason_lower_position = models.TextField(max_length=TEXT_LENGTH, blank=True)
    request_form = models.UUIDField(null=True, blank=True)
    case = models.OneToOneField("tracking.Case", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    """The request that the experts be approved; hidden from the applicant as this is."""
    names_open = models.BooleanField(default=False)
    """By the recorded policy of the institution only: then the applicant may read the names."""
    begun_on = models.DateField()
    changed_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["applicant"], name="experts_committee_about")]

    def __str__(self) -> str:
        return str(self.id)


class Member(models.Model):
    """One expert on one committee. Who leaves it stays on record."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    committee = models.ForeignKey(Committee, on_delete=models.PROTECT, related_name="members")
    expert = models.ForeignKey(Expert, on_delete=models.PROTECT, related_name="+")
    seat = models.CharField(max_length=8, choices=Seat)
    relation = models.CharField(max_length=20, choices=Relation, blank=True)
    added_at = models.DateTimeField()
    added_by = models.UUIDField(null=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "expert"], condition=Q(ended_at=None), name="experts_member_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)


class ConflictAnswer(models.Model):
    """Why an expert is proposed although a rule found something."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="answers")
    kind = models.CharField(max_length=20, choices=ConflictKind)
    reason = models.TextField(max_length=TEXT_LENGTH)
    file_id = models.UUIDField(null=True, blank=True)
    answered_at = models.DateTimeField()
    answered_by = models.UUIDField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "kind"], name="experts_one_answer")]

    def __str__(self) -> str:
        return f"{self.member_id} {self.kind}"


class Approach(models.Model):
    """That an expert was asked, and what they said: appended, never changed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="approaches")
    approached_on = models.DateField()
    means = models.CharField(max_length=10, choices=Means)
    reply = models.CharField(max_length=10, choices=Reply)
    replied_on = models.DateField(null=True, blank=True)
    sealed = models.BinaryField()
    """Who asked, and the remark, under the applicant's key."""
    file_id = models.UUIDField(null=True, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.UUIDField(null=True)

    class Meta:
        ordering = ["recorded_at", "id"]

    def __str__(self) -> str:
        return str(self.id)


class Asking(models.Model):
    """That the commission was asked to approve this expert for this committee; what it decided stands in the matter."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="askings")
    case = models.ForeignKey("tracking.Case", on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "case"], name="experts_asked_once")]

    def __str__(self) -> str:
        return f"{self.member_id} {self.case_id}"


class InstitutionPolicy(models.Model):
    """What an institution decided on its expert committees: appended; the latest one holds. Empty is not configured."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organization = models.ForeignKey("orgs.Organization", on_delete=models.PROTECT, related_name="+")
    opens_names = models.BooleanField(default=False)
    opens_from: "models.DateField[date | None, date | None]" = models.DateField(null=True, blank=True)
    """Applicants read the names of committees begun on this day or later."""
    members_least = models.PositiveSmallIntegerField(null=True, blank=True)
    members_most = models.PositiveSmallIntegerField(null=True, blank=True)
    inside_most = models.PositiveSmallIntegerField(null=True, blank=True)
    """How many may be of the institution itself."""
    decided_by = models.CharField(max_length=LINE_LENGTH)
    """Which resolution or order says so."""
    recorded_at = models.DateTimeField()
    recorded_by = models.UUIDField(null=True)

    class Meta:
        ordering = ["-recorded_at", "-id"]
        constraints = [
            models.CheckConstraint(
                name="experts_opened_from_a_day",
                condition=Q(opens_names=False, opens_from=None) | Q(opens_names=True, opens_from__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)
