from hashlib import sha256

from django.db import models

from tidtam.kernel.actor import new_id

FILE_NAME_LENGTH = 200


class RuleSetDraft(models.Model):
    """A set of rules between its upload and its publication: right, but nobody is judged by it yet.

    Only whoever uploaded it sees it. It is deleted when it is published, discarded or forgotten.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organization = models.ForeignKey("orgs.Organization", on_delete=models.PROTECT, related_name="+")
    """For which office, and all below it, it is to hold."""
    account_id = models.UUIDField()
    file_name = models.CharField(max_length=FILE_NAME_LENGTH)
    text = models.TextField()
    saved_at = models.DateTimeField()
    replay_asked_at = models.DateTimeField(null=True)
    replay = models.JSONField(null=True)
    """What it would change in the dossiers there are: numbers, and ids of dossiers. Of nobody anything else."""

    class Meta:
        indexes = [models.Index(fields=["account_id", "-saved_at"], name="academic_rulemaking_own")]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def fingerprint(self) -> str:
        """Says which text a page showed, so that nothing is published that was not seen."""
        return sha256(self.text.encode()).hexdigest()
