from hashlib import sha256

from django.db import models

from tidtam.kernel.actor import new_id

FILE_NAME_LENGTH = 200


class ProcessDraft(models.Model):
    """A definition file between its upload and its publication: right, but not yet anybody's process.

    Only whoever uploaded it sees it. It is deleted when it is published, discarded or forgotten.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account_id = models.UUIDField()
    file_name = models.CharField(max_length=FILE_NAME_LENGTH)
    text = models.TextField()
    saved_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["account_id", "-saved_at"], name="tracking_draft_of_account")]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def fingerprint(self) -> str:
        """Says which text a page showed, so that nothing is published that was not seen."""
        return sha256(self.text.encode()).hexdigest()
