import re

from django.contrib.postgres.indexes import OpClass
from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Concat
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tidtam.kernel.actor import new_id

from .choices import ContactMatter, OrganizationKind

CODE = re.compile(r"[a-z][a-z0-9-]{1,31}")
is_code = RegexValidator(rf"^{CODE.pattern}\Z", _("A code has 2 to 32 small letters, digits or hyphens."))


def in_language(thai: str, english: str) -> str:
    return english if english and get_language() == "en" else thai


class Organization(models.Model):
    """A public office. The tree decides whom a role covers: its organisation and everything below.

    Higher-education institutions stand directly below the ministry ("mhesi/psu"), beside the Office of the
    Permanent Secretary ("mhesi/ops"): a case officer of that office is therefore granted the role at "mhesi",
    the lowest point from which all institutions are below.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(_("code"), max_length=32, unique=True, validators=[is_code])
    kind = models.CharField(_("kind"), max_length=20, choices=OrganizationKind)
    name_th = models.CharField(_("Thai name"), max_length=200)
    name_en = models.CharField(_("English name"), max_length=200)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    path = models.CharField(max_length=400, editable=False)
    """The codes from the top of the tree down to this one; only actions write it."""
    is_sample = models.BooleanField(_("invented, for demonstration"), default=False)
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["path"]
        indexes = [
            models.Index(OpClass("path", name="text_pattern_ops"), name="orgs_path_prefix"),
            models.Index("kind", "name_th", name="orgs_kind_name"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["path"], name="orgs_path_unique"),
            models.CheckConstraint(
                name="orgs_path_ends_with_code",
                condition=models.Q(parent__isnull=True, path=models.F("code"))
                | models.Q(parent__isnull=False, path__endswith=Concat(models.Value("/"), models.F("code"))),
            ),
        ]

    def __str__(self) -> str:
        return self.path

    @property
    def name(self) -> str:
        return in_language(self.name_th, self.name_en)

    @property
    def is_ended(self) -> bool:
        return self.ended_at is not None


class FormerName(models.Model):
    """What the office was called before; letters of that time still bear the name."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="former_names")
    name_th = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    until = models.DateTimeField()

    class Meta:
        ordering = ["-until", "-id"]

    def __str__(self) -> str:
        return f"{self.organization_id} until {self.until:%Y-%m-%d}"


class OfficeContact(models.Model):
    """Where an office answers questions about one kind of matter."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="contacts")
    matter = models.CharField(_("matter"), max_length=20, choices=ContactMatter)
    order = models.PositiveSmallIntegerField(_("order"), default=1)
    label_th = models.CharField(_("Thai name of the contact"), max_length=150)
    label_en = models.CharField(_("English name of the contact"), max_length=150)
    phone = models.CharField(_("telephone"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    hours_th = models.CharField(_("hours, in Thai"), max_length=150, blank=True)
    hours_en = models.CharField(_("hours, in English"), max_length=150, blank=True)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["organization__path", "order", "id"]
        constraints = [
            models.CheckConstraint(
                name="orgs_contact_can_be_reached",
                condition=~models.Q(phone="", email=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organization_id} {self.matter}"

    @property
    def label(self) -> str:
        return in_language(self.label_th, self.label_en)

    @property
    def hours(self) -> str:
        return in_language(self.hours_th, self.hours_en)

    @property
    def dial(self) -> str:
        """The first number, as a telephone dials it; empty where there is none."""
        first = re.match(r"\+?[\d\s()]+", self.phone)
        return re.sub(r"[\s()]", "", first.group()) if first else ""
