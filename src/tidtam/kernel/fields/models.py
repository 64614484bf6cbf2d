from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import get_language

from tidtam.kernel.actor import new_id

is_code = RegexValidator(r"^[0-9]{4}\Z")


class FieldOfStudy(models.Model):
    """A field in which academic positions are held, by its 4-digit code. What left the list stays, ended."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(max_length=4, unique=True, validators=[is_code])
    name_th = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    group_th = models.CharField(max_length=200, blank=True)
    """The broad group the field belongs to."""
    group_en = models.CharField(max_length=200, blank=True)
    is_sample = models.BooleanField(default=False)
    """Invented, until the official list is imported."""
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(condition=models.Q(code__regex=r"^[0-9]{4}$"), name="fields_code_has_4_digits"),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def name(self) -> str:
        return self._in_language(self.name_th, self.name_en)

    @property
    def group(self) -> str:
        return self._in_language(self.group_th, self.group_en)

    def _in_language(self, thai: str, english: str) -> str:
        return english if english and get_language() == "en" else thai
