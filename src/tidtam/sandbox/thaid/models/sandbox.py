from django.db import models

from tidtam.kernel.actor import new_id


class Sandbox(models.Model):
    """The one row that holds how the sandbox itself is set."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    seconds_ahead = models.IntegerField(default=0)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="one_sandbox")]

    def __str__(self) -> str:
        return "sandbox"

    @classmethod
    def current(cls) -> "Sandbox":
        return cls.objects.get_or_create(id=1)[0]


class SigningKey(models.Model):
    """The newest key signs; older ones stay published for as long as their tokens can be about."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    pem = models.TextField()
    made_at = models.DateTimeField()

    class Meta:
        ordering = ("-made_at", "-id")

    def __str__(self) -> str:
        return str(self.id)


class ArmedFault(models.Model):
    """A fault that waits for the next sign-in, or disturbs the service until it is cleared."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=40, unique=True)
    times = models.PositiveSmallIntegerField(null=True)
    """How often it still happens; without a number, until it is cleared."""
    seconds = models.PositiveSmallIntegerField(default=10)

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class ReceivedRequest(models.Model):
    """What a relying party sent, without anything secret."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    at = models.DateTimeField()
    method = models.CharField(max_length=8)
    path = models.CharField(max_length=200)
    client_id = models.CharField(max_length=100, blank=True)
    parameters = models.JSONField(default=dict)
    status = models.PositiveSmallIntegerField()
    answer = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ("-at", "-id")

    def __str__(self) -> str:
        return f"{self.method} {self.path}"
