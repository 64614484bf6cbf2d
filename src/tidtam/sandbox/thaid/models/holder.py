from django.db import models

from tidtam.kernel.actor import new_id
from tidtam.sandbox.thaid.choices import Gender, NoticeKind


class Holder(models.Model):
    """A person with a digital ID. Invented persons only: their numbers lie here in clear."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    pid = models.CharField(max_length=13, unique=True)
    title = models.CharField(max_length=40, blank=True)
    title_en = models.CharField(max_length=40, blank=True)
    given_name = models.CharField(max_length=100)
    middle_name = models.CharField(max_length=100, blank=True)
    family_name = models.CharField(max_length=100)
    given_name_en = models.CharField(max_length=100, blank=True)
    middle_name_en = models.CharField(max_length=100, blank=True)
    family_name_en = models.CharField(max_length=100, blank=True)
    birthdate = models.CharField(max_length=10)
    """As ISO, or the year alone where the card does not know day and month."""
    gender = models.CharField(max_length=6, choices=Gender.choices, blank=True)
    address = models.CharField(max_length=300, blank=True)
    card_code = models.CharField(max_length=20)
    issued_on = models.DateField()
    expires_on = models.DateField()

    pin_hash = models.CharField(max_length=200)
    shown_pin = models.CharField(max_length=8, blank=True)
    """The PIN of a demonstration person, which the sandbox may show; empty once somebody chose their own."""
    wrong_pins = models.PositiveSmallIntegerField(default=0)
    paused_until = models.DateTimeField(null=True)
    wants_notices = models.BooleanField(default=True)
    unlocks_by_face = models.BooleanField(default=False)
    quirk = models.CharField(max_length=40, blank=True)
    """A fault that happens at every sign-in of this person."""
    registered_at = models.DateTimeField()

    class Meta:
        ordering = ("registered_at", "id")

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        first, *rest = (part for part in (self.given_name, self.middle_name, self.family_name) if part)
        return " ".join([f"{self.title}{first}", *rest])

    @property
    def full_name_en(self) -> str:
        parts = (self.title_en, self.given_name_en, self.middle_name_en, self.family_name_en)
        return " ".join(part for part in parts if part)


class Notice(models.Model):
    """What happened to a digital ID, as its phone tells it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    holder = models.ForeignKey(Holder, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=12, choices=NoticeKind.choices)
    client_id = models.CharField(max_length=100, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ("-at", "-id")

    def __str__(self) -> str:
        return self.kind
