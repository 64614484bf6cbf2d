from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from tidtam.kernel.actor import new_id

from .choices import Act, Occasion, Signer
from .signing import fingerprint


class PublishedRuleSet(models.Model):
    """A set of rules as it was when the first dossier was begun under it, or as an administrator uploaded it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    key = models.CharField(max_length=60)
    version = models.PositiveIntegerField()
    organization = models.ForeignKey(
        "orgs.Organization", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    """For this office and all below it; for everybody, where none is named."""
    content = models.JSONField()
    published_at = models.DateTimeField()
    published_by = models.UUIDField(null=True)
    """Nobody, where it came with the product."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["key", "version", "organization"], name="academic_dossier_set_once", nulls_distinct=False
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.version}"


class RuleSetTakenBack(models.Model):
    """A published set that was to come and never will."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    rule_set = models.OneToOneField(PublishedRuleSet, on_delete=models.PROTECT, related_name="taken_back")
    taken_back_at = models.DateTimeField()
    taken_back_by = models.UUIDField(null=True)

    def __str__(self) -> str:
        return str(self.rule_set_id)


class RuleParameter(models.Model):
    """What an administrator set one parameter of the rules to; the last word of the nearest office holds."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organization = models.ForeignKey("orgs.Organization", on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=70)
    """Of a parameter or, with “lists.” before it, of a list."""
    value = models.TextField(blank=True)
    """A number, codes, or the entries of a list as JSON. Empty: as the set of rules has it."""
    holds_from = models.DateField()
    """For dossiers begun on this day or later."""
    reason = models.TextField(blank=True)
    """Of the rules, not of a person: whoever may see the setting reads it."""
    set_at = models.DateTimeField()
    set_by = models.UUIDField(null=True)

    class Meta:
        indexes = [models.Index(fields=["organization", "key", "set_at"], name="academic_dossier_parameter")]

    def __str__(self) -> str:
        return self.key


class Dossier(models.Model):
    """A dossier in the making. It names many persons: sealed under the applicant's key, and row-level security."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organization = models.ForeignKey("orgs.Organization", on_delete=models.PROTECT, related_name="+")
    subject = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    rule_set = models.ForeignKey(PublishedRuleSet, on_delete=models.PROTECT, related_name="+")
    """Those it was begun under."""
    sealed = models.BinaryField()
    title_digests = ArrayField(models.CharField(max_length=64), default=list)
    """Of the titles of its works, by which the same work is found in another dossier without opening any."""
    version = models.PositiveIntegerField(default=1)
    part_versions = models.JSONField(default=dict)
    """In which version each part was changed last: two persons may work on two parts at once."""
    begun_at = models.DateTimeField()
    begun_by = models.UUIDField(null=True)
    changed_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    """When it went to the ministry first, which sees it from then on."""
    is_closed = models.BooleanField(default=False)
    """It lies with the ministry and is not changed until it comes back."""

    class Meta:
        indexes = [
            models.Index(fields=["organization", "-changed_at"], name="academic_dossier_office"),
            models.Index(fields=["subject"], name="academic_dossier_subject"),
            GinIndex(fields=["title_digests"], name="academic_dossier_titles"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_closed=False) | Q(sent_at__isnull=False), name="academic_dossier_closed_was_sent"
            )
        ]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def organization_path(self) -> str:
        return self.organization.path


class DossierEdition(models.Model):
    """The dossier as it stood when it was signed or sent; never changed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField()
    occasion = models.CharField(max_length=20, choices=Occasion)
    sealed = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    """Of what is sealed, so that it can be shown to be the same."""
    frozen_at = models.DateTimeField()
    frozen_by = models.UUIDField(null=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["dossier", "number"], name="academic_dossier_edition_once"),
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.number}"

    @property
    def fingerprint(self) -> str:
        """What stands on every page that was printed of it."""
        return fingerprint(self.sha256)


class SigningAct(models.Model):
    """That a signature was put on an edition, refused, or opened for changes; never changed.

    Who signed and when stands in the dossier; here only which edition it was, and a digest of what was signed.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="signing_acts")
    signer = models.CharField(max_length=12, choices=Signer)
    number = models.PositiveSmallIntegerField(default=1)
    """Of several supervisors of the same kind."""
    act = models.CharField(max_length=12, choices=Act)
    edition = models.ForeignKey(DossierEdition, null=True, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64, blank=True)
    """Of what was signed and what the signer filled in."""
    happened_on = models.DateField(null=True)
    """Where the dossier does not say it: of a refusal, and of a signature under a correction."""
    told = models.BinaryField(null=True)
    """Sealed: who refused, and why."""
    scan = models.UUIDField(null=True)
    """A file of the dossier: the page that was signed."""
    made_at = models.DateTimeField()
    made_by = models.UUIDField(null=True)

    class Meta:
        indexes = [models.Index(fields=["dossier", "made_at"], name="academic_dossier_signing")]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.signer} {self.act}"


class FindingOverride(models.Model):
    """An officer holds, with a reason, that a finding needs no mending; it lapses when what it is about changes."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="overrides")
    rule = models.CharField(max_length=10)
    place = models.CharField(max_length=300)
    about = models.CharField(max_length=64)
    """A digest of what stood there."""
    reason = models.BinaryField(null=True)
    """Sealed; nothing where the override is taken back."""
    made_at = models.DateTimeField()
    made_by = models.UUIDField(null=True)

    class Meta:
        indexes = [models.Index(fields=["dossier", "rule", "made_at"], name="academic_dossier_override")]

    def __str__(self) -> str:
        return f"{self.rule} {self.place}"
