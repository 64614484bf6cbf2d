from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Q
from django.db.models.functions import Upper
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tidtam.kernel.actor import new_id
from tidtam.kernel.orgs.models import Organization
from tidtam.thai.names import full_name, join_titles

from .choices import AddressKind, IdentifierKind, PersonKind, Precision, ServiceStatus

TITLE_LENGTH, NAME_LENGTH = 60, 120
NAME_LIMITS = {
    "title": TITLE_LENGTH,
    "academic_title": TITLE_LENGTH,
    "rank": TITLE_LENGTH,
    "given_name": NAME_LENGTH,
    "middle_name": NAME_LENGTH,
    "family_name": NAME_LENGTH,
    "title_en": TITLE_LENGTH,
    "given_name_en": NAME_LENGTH,
    "middle_name_en": NAME_LENGTH,
    "family_name_en": NAME_LENGTH,
}


class Person(models.Model):
    """One person, once, whatever the products know of them. Numbers, addresses and keys stand apart."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=10, choices=PersonKind, default=PersonKind.THAI)
    title = models.CharField(_("title"), max_length=TITLE_LENGTH, blank=True)
    academic_title = models.CharField(_("academic title"), max_length=TITLE_LENGTH, blank=True)
    rank = models.CharField(_("rank"), max_length=TITLE_LENGTH, blank=True)
    given_name = models.CharField(_("given name"), max_length=NAME_LENGTH, blank=True)
    middle_name = models.CharField(_("middle name"), max_length=NAME_LENGTH, blank=True)
    family_name = models.CharField(_("family name"), max_length=NAME_LENGTH, blank=True)
    title_en = models.CharField(_("title in English"), max_length=TITLE_LENGTH, blank=True)
    given_name_en = models.CharField(_("given name in English"), max_length=NAME_LENGTH, blank=True)
    middle_name_en = models.CharField(_("middle name in English"), max_length=NAME_LENGTH, blank=True)
    family_name_en = models.CharField(_("family name in English"), max_length=NAME_LENGTH, blank=True)
    birth_date = models.DateField(_("birth date"), null=True, blank=True)
    birth_precision = models.CharField(max_length=5, choices=Precision, blank=True)
    verified_at = models.DateTimeField(null=True, blank=True)
    verified_source = models.CharField(max_length=20, blank=True)
    """Who vouched for the name: thaid, directory, an officer; empty while it is only what somebody typed."""
    office = models.ForeignKey(Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    """The office that recorded the person as its own last; what holds on a day stands in the assignments."""
    also = ArrayField(models.UUIDField(), default=list, blank=True)
    """Other records of the same human, kept apart until a number proved it. Nothing is moved from them: what is sealed
    there stays under their own keys, and what is of theirs is read as this person's own."""
    created_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True, blank=True)
    """When everything that was known of the person was erased; only the row is left, for histories name it."""

    class Meta:
        indexes = [
            # For parts of a name; Thai is compared as it stands, English without regard to capitals.
            GinIndex(
                OpClass("given_name", name="gin_trgm_ops"),
                OpClass("family_name", name="gin_trgm_ops"),
                name="people_person_name_parts",
            ),
            GinIndex(
                OpClass(Upper("given_name_en"), name="gin_trgm_ops"),
                OpClass(Upper("family_name_en"), name="gin_trgm_ops"),
                name="people_person_english_parts",
            ),
            GinIndex(fields=["also"], name="people_person_also", condition=~Q(also=[])),
        ]
        constraints = [
            models.CheckConstraint(
                name="people_birth_precision",
                condition=Q(birth_date=None, birth_precision="") | Q(birth_date__isnull=False) & ~Q(birth_precision=""),
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def full_name(self) -> str:
        """The name in Thai, or in English where no Thai one is known."""
        if self.erased_at is not None:
            return gettext("The data was erased")
        if not (self.given_name or self.family_name):
            return self.full_name_en
        titles = join_titles(tuple(title for title in (self.rank, self.academic_title) if title)) or self.title
        return full_name(titles, self.given_name, self.family_name, middle_name=self.middle_name)

    @property
    def full_name_en(self) -> str:
        if self.erased_at is not None:
            return gettext("The data was erased")
        return full_name(self.title_en, self.given_name_en, self.family_name_en, middle_name=self.middle_name_en)


class Identifier(models.Model):
    """A number that names a person: sealed, found through a keyed index, shown masked."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="identifiers")
    kind = models.CharField(max_length=12, choices=IdentifierKind)
    country = models.CharField(max_length=3, blank=True)
    """Of a passport, where known: three letters, as passports print them."""
    ciphertext = models.TextField()
    index = models.CharField(max_length=64)
    """Made with the key that seals the ciphertext; changes with it."""
    masked = models.CharField(max_length=20)
    entered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "index", "country"], name="people_identifier_once"),
            models.UniqueConstraint(
                fields=["person"], condition=Q(kind=IdentifierKind.NATIONAL_ID), name="people_one_national_id"
            ),
        ]

    def __str__(self) -> str:
        return self.masked


class ContactAddress(models.Model):
    """Where a person is reached. A new one ends the one before it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="contact_addresses")
    kind = models.CharField(max_length=6, choices=AddressKind)
    value = models.CharField(max_length=254)
    verified_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind"], condition=Q(ended_at=None), name="people_one_current_address"
            ),
        ]
        indexes = [models.Index(fields=["kind", "value"], name="people_address_value", condition=Q(ended_at=None))]

    def __str__(self) -> str:
        return str(self.id)


class Affiliation(models.Model):
    """An organisation has to do with a person, and may therefore see what people keeps of them."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="affiliations")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="affiliations")
    since = models.DateField()
    source = models.CharField(max_length=30)
    """The verb by which it came to be: entered, assigned, ..."""
    stated_name = models.CharField(max_length=400, blank=True)
    """The name as this organisation typed it, where that differs from what was known: it sees no other one."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "organization"], name="people_affiliation_once"),
        ]

    def __str__(self) -> str:
        return str(self.id)


class Assignment(models.Model):
    """In which office a person serves from a day on, as one source says: appended, never changed.

    The latest row of a source says what that source says now. Position, level and unit are sealed with the person's
    key: whoever erases the key erases them.
    """

    id = models.BigAutoField(primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="assignments", db_index=False)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+", db_index=False)
    status = models.CharField(_("status"), max_length=12, choices=ServiceStatus)
    sealed = models.BinaryField()
    effective_on = models.DateField()
    is_void = models.BooleanField(default=False)
    """The source takes back what it said before."""
    source_kind = models.CharField(max_length=30)
    source_id = models.UUIDField()
    recorded_at = models.DateTimeField()
    recorded_by = models.UUIDField(null=True)
    """The account that recorded it; nobody's where the system did."""

    class Meta:
        indexes = [
            models.Index(fields=["person", "-effective_on", "-id"], name="people_assignment_of_person"),
            models.Index(fields=["organization", "-effective_on", "-id"], name="people_assignment_of_office"),
            models.Index(fields=["source_kind", "source_id", "-id"], name="people_assignment_source"),
        ]

    def __str__(self) -> str:
        return str(self.id)


class PersonKey(models.Model):
    """The key under which a person's names and remarks in histories are sealed. Destroying it erases them all."""

    person = models.OneToOneField(Person, on_delete=models.PROTECT, primary_key=True, related_name="private_key")
    wrapped = models.TextField(blank=True)
    created_at = models.DateTimeField()
    destroyed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="people_key_destroyed",
                condition=Q(destroyed_at=None) & ~Q(wrapped="") | Q(destroyed_at__isnull=False, wrapped=""),
            ),
        ]

    def __str__(self) -> str:
        return str(self.person_id)
