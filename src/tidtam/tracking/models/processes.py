from django.contrib.postgres.fields import ArrayField
from django.db import models

from tidtam.kernel.actor import covers, new_id

from .lengths import KEY_LENGTH


class Process(models.Model):
    """A kind of matter. What it consists of stands in its versions."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    key = models.CharField(max_length=KEY_LENGTH, unique=True)
    organization_path = models.CharField(max_length=400, blank=True)
    """The office it belongs to: it serves that one and those below. Empty: every office of the installation."""

    def __str__(self) -> str:
        return self.key

    def serves(self, organization_path: str) -> bool:
        """Whether matters of this organisation can take this course."""
        return not self.organization_path or covers(self.organization_path, organization_path)


class ProcessVersion(models.Model):
    """One published definition. The database refuses to change it: matters keep the version they began with."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    process = models.ForeignKey(Process, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    """The definition file as plain values; `definitions.from_content` reads it."""
    text = models.TextField()
    """The file as it was written, with its comments; empty for versions that were published before texts were kept."""
    published_at = models.DateTimeField()
    published_by = models.UUIDField(null=True)
    in_force_from = models.DateField()
    """New matters begin with the highest version whose day has come; nothing has to be switched on that day."""
    readers = ArrayField(models.CharField(max_length=KEY_LENGTH))
    """The roles that see the matters of this version in their organisation, the owner's first."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["process", "number"], name="tracking_version_number")]

    def __str__(self) -> str:
        return f"{self.process_id} {self.number}"


class VersionTakenBack(models.Model):
    """That a version, before its day came, was taken back: it never comes into force, and its number stays used."""

    version = models.OneToOneField(
        ProcessVersion, primary_key=True, on_delete=models.PROTECT, related_name="taken_back"
    )
    taken_back_at = models.DateTimeField()
    taken_back_by = models.UUIDField(null=True)

    def __str__(self) -> str:
        return str(self.version_id)
