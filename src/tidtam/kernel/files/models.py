from django.db import models
from django.db.models import Q

from tidtam.kernel.actor import new_id

from .choices import FileKind

NAMELESS = "erased"
"""What a file is called whose name is gone."""


class StoredFile(models.Model):
    """A file that belongs to something: its content lies sealed outside the database, under a key of its own."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=200)
    """As it was called, made harmless, with the ending that fits its content."""
    kind = models.CharField(max_length=4, choices=FileKind)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    """Of what is stored: of a picture, after it was encoded anew."""
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    """Pixels of a picture as it stood upright when it came in."""
    dpi_x = models.FloatField(null=True)
    dpi_y = models.FloatField(null=True)
    """The resolution the picture said it had; empty where it said none."""
    pages = models.PositiveIntegerField(null=True)
    owner_kind = models.CharField(max_length=40)
    owner_id = models.UUIDField()
    organization_path = models.CharField(max_length=400, blank=True)
    person_id = models.UUIDField(null=True)
    """The person it is about."""
    wrapped_key = models.TextField(blank=True)
    """Empty once the content was erased."""
    stored_at = models.DateTimeField()
    stored_by = models.UUIDField(null=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["owner_kind", "owner_id", "stored_at"], name="files_owner"),
            models.Index(
                fields=["ended_at"], name="files_ended", condition=Q(ended_at__isnull=False) & ~Q(wrapped_key="")
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="files_belong_to_somebody", condition=~Q(organization_path="") | Q(person_id__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def content_type(self) -> str:
        return FileKind(self.kind).content_type
