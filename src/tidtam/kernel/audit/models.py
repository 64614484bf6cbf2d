from django.db import models
from django.db.models import Q


class AuditRecord(models.Model):
    """Who did or looked at what, of whose, when and from where. The database refuses to change or delete one.

    Holds ids and codes only: names and free text stand elsewhere, under keys that can be destroyed.
    """

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    actor_kind = models.CharField(max_length=10)
    actor_account = models.UUIDField(null=True)
    actor_person = models.UUIDField(null=True)
    actor_client = models.UUIDField(null=True)
    actor_roles = models.JSONField(default=list)
    """The roles acted in, each as role@organisation path."""
    channel = models.CharField(max_length=20)
    address = models.CharField(max_length=64)
    request_id = models.CharField(max_length=64)
    verb = models.CharField(max_length=64)
    object_kind = models.CharField(max_length=64)
    object_id = models.CharField(max_length=64)
    person_id = models.UUIDField(null=True)
    """The person whose matter or data it was."""
    organization_path = models.CharField(max_length=500, db_collation="C")
    """Compared letter by letter, so that an office and all below it are one range of the index."""
    details = models.JSONField(default=dict)
    # The next two are set by the database's trigger, whatever was given.
    era = models.CharField(max_length=40)
    """Which life of the database: its system identifier and timeline. Transaction numbers count within one era."""
    xid = models.BigIntegerField()
    """The transaction that wrote the row. The sealer takes only transactions that are over."""

    class Meta:
        db_table = "audit_record"
        indexes = [
            models.Index(fields=["-at", "-id"], name="audit_record_when"),
            models.Index(fields=["person_id", "-at", "-id"], name="audit_record_whose", condition=~Q(person_id=None)),
            models.Index(fields=["actor_account", "-at", "-id"], name="audit_record_account"),
            models.Index(fields=["actor_person", "-at", "-id"], name="audit_record_who"),
            models.Index(fields=["object_kind", "object_id", "-at", "-id"], name="audit_record_object"),
            models.Index(fields=["organization_path", "-at", "-id"], name="audit_record_where"),
            models.Index(fields=["verb", "-at", "-id"], name="audit_record_verb"),
            models.Index(fields=["era", "xid", "id"], name="audit_record_sealing"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.object_kind} {self.object_id}"


class Seal(models.Model):
    """One batch of records, sealed with a key kept outside the database; each seal holds the head of the one before."""

    number = models.BigIntegerField(primary_key=True)
    era = models.CharField(max_length=40)
    xid_from = models.BigIntegerField()
    xid_to = models.BigIntegerField()
    """Sealed are all records of the era whose transaction is at least xid_from and below xid_to."""
    count = models.BigIntegerField()
    digest = models.CharField(max_length=64)
    previous = models.CharField(max_length=64)
    key_id = models.CharField(max_length=16)
    sealed_at = models.DateTimeField()
    head = models.CharField(max_length=64)

    class Meta:
        db_table = "audit_seal"
        constraints = [models.CheckConstraint(condition=Q(xid_from__lt=models.F("xid_to")), name="audit_seal_range")]

    def __str__(self) -> str:
        return str(self.number)
