from django.db import models
from django.db.models import Q

from tidtam.kernel.actor import new_id

from .choices import Failure, Paper


class Layout(models.Model):
    """A template for one paper, as an office uploaded it. It never changes: what is mended is uploaded anew."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organization = models.ForeignKey("orgs.Organization", on_delete=models.PROTECT, related_name="+")
    """It prints the papers of this office and of all below it that have none of their own."""
    paper = models.CharField(max_length=20, choices=Paper)
    number = models.PositiveIntegerField()
    template = models.TextField()
    uploaded_at = models.DateTimeField()
    uploaded_by = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization", "paper", "number"], name="academic_layouts_number_once"),
        ]

    def __str__(self) -> str:
        return f"{self.paper} {self.number}"

    @property
    def organization_path(self) -> str:
        return self.organization.path


class LayoutPicture(models.Model):
    """A picture that belongs to a template, such as the office's emblem: public, and part of what was judged."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    layout = models.ForeignKey(Layout, on_delete=models.PROTECT, related_name="pictures")
    place = models.PositiveSmallIntegerField()
    svg = models.TextField()
    """As the template reads it: the compiler takes texts only, so that the picture stands inside a drawing."""

    class Meta:
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(fields=["layout", "place"], name="academic_layouts_picture_once"),
        ]

    def __str__(self) -> str:
        return f"picture-{self.place}.svg"


class LayoutPublication(models.Model):
    """From which day on an office prints a paper with a template; with none, it prints as if it had none."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organization = models.ForeignKey("orgs.Organization", on_delete=models.PROTECT, related_name="+")
    paper = models.CharField(max_length=20, choices=Paper)
    layout = models.ForeignKey(Layout, null=True, on_delete=models.PROTECT, related_name="publications")
    in_force_from = models.DateField()
    published_at = models.DateTimeField()
    published_by = models.UUIDField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["organization", "paper", "-published_at"], name="academic_layouts_in_force"),
        ]

    def __str__(self) -> str:
        return f"{self.paper} {self.in_force_from}"


class LayoutFailure(models.Model):
    """That a template in force printed nothing on a day; once a day, and nothing of the paper it was for."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    layout = models.ForeignKey(Layout, on_delete=models.PROTECT, related_name="failures")
    failed_on = models.DateField()
    code = models.CharField(max_length=20, choices=Failure)
    line = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["layout", "failed_on"], name="academic_layouts_failure_once_a_day"),
            models.CheckConstraint(condition=Q(code__in=Failure.values), name="academic_layouts_failure_known"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.failed_on}"
