from django.db import models

from tidtam.kernel.actor import new_id
from tidtam.tracking.models import Case

CODE_LENGTH = 26


class Certificate(models.Model):
    """What a paper said of a matter on one day, so that whoever is shown the paper can ask whether it is genuine."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    """Whose matter it is."""
    sequence = models.PositiveIntegerField()
    """The latest event of the matter that the paper knows of."""
    language = models.CharField(max_length=2)
    code = models.CharField(max_length=CODE_LENGTH, unique=True)
    sealed = models.BinaryField()
    """What the page of verification shows, under the person's key."""
    sha256 = models.CharField(max_length=64)
    file_id = models.UUIDField()
    issued_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["case", "-issued_at"], name="certificates_of_case"),
            models.Index(fields=["person", "-issued_at"], name="certificates_of_person"),
        ]

    def __str__(self) -> str:
        return str(self.id)
