"""What a programmer would write for this one process: three tables, with the guarantees Tidtam gives.

Who may; nobody overwrites another; every step an event that cannot be changed; an audit trail that can be asked for a
matter, a person or whoever acted; a limit in working days; one's own matters and an office's can be listed.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, ClassVar
from uuid import UUID, uuid4

from django.db import connection, connections, models, transaction

from tidtam.kernel.actor import new_id
from tidtam.thai.working_days import add_working_days

from .process import END, FIRST, ROLE, WAYS, WORKING_DAYS

OFFICE = "mhesi.bench"


class FloorCase(models.Model):
    id = models.UUIDField(primary_key=True, default=new_id)
    subject = models.UUIDField()
    office = models.CharField(max_length=400)
    letter_no = models.CharField(max_length=100)
    tracking_code = models.CharField(max_length=32, unique=True)
    received_on = models.DateField()
    step = models.CharField(max_length=40)
    step_since = models.DateField()
    due_on = models.DateField(null=True)
    version = models.IntegerField()

    objects: ClassVar[models.Manager["FloorCase"]] = models.Manager()

    class Meta:
        app_label = "floor"
        indexes: ClassVar = [
            models.Index(fields=["subject", "-received_on", "-id"], name="floor_of_subject"),
            models.Index(fields=["office", "-received_on", "-id"], name="floor_of_office"),
            models.Index(fields=["office", "due_on", "id"], name="floor_late"),
            models.Index(fields=["step", "-received_on", "-id"], name="floor_at_step"),
        ]

    def __str__(self) -> str:
        return str(self.id)


class FloorEvent(models.Model):
    id = models.BigAutoField(primary_key=True)
    case = models.UUIDField()
    sequence = models.IntegerField()
    kind = models.CharField(max_length=15)
    step = models.CharField(max_length=40)
    outcome = models.CharField(max_length=40)
    leads_to = models.CharField(max_length=40)
    happened_on = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.UUIDField()

    class Meta:
        app_label = "floor"
        constraints: ClassVar = [models.UniqueConstraint(fields=["case", "sequence"], name="floor_event_sequence")]

    def __str__(self) -> str:
        return f"{self.case} {self.sequence}"


class FloorAudit(models.Model):
    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    account = models.UUIDField()
    roles = models.JSONField()
    channel = models.CharField(max_length=20)
    address = models.CharField(max_length=64)
    verb = models.CharField(max_length=64)
    case = models.UUIDField()
    person = models.UUIDField()
    office = models.CharField(max_length=400)
    details = models.JSONField()

    class Meta:
        app_label = "floor"
        indexes: ClassVar = [
            models.Index(fields=["-at", "-id"], name="floor_audit_when"),
            models.Index(fields=["case", "-at", "-id"], name="floor_audit_case"),
            models.Index(fields=["person", "-at", "-id"], name="floor_audit_person"),
            models.Index(fields=["account", "-at", "-id"], name="floor_audit_account"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.case}"


MODELS = (FloorCase, FloorEvent, FloorAudit)
_REFUSE = """
CREATE OR REPLACE FUNCTION floor_refuse() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'what happened is never rewritten'; END $$;
CREATE TRIGGER floor_event_refuse BEFORE UPDATE OR DELETE ON floor_floorevent
    FOR EACH ROW EXECUTE FUNCTION floor_refuse();
CREATE TRIGGER floor_audit_refuse BEFORE UPDATE OR DELETE ON floor_flooraudit
    FOR EACH ROW EXECUTE FUNCTION floor_refuse();
"""


class NotYoursError(Exception):
    """The next step is not this person's."""


class OutdatedError(Exception):
    """Somebody else was quicker."""


@dataclass(frozen=True)
class Officer:
    account: UUID
    roles: tuple[tuple[str, str], ...]

    def may(self, office: str) -> bool:
        return any(role == ROLE and f"{office}.".startswith(f"{path}.") for role, path in self.roles)


@dataclass
class Floor:
    alias: str = "default"

    def prepare(self) -> None:
        with connections[self.alias].schema_editor() as editor:
            for model in MODELS:
                editor.create_model(model)
        with connections[self.alias].cursor() as cursor:
            cursor.execute(_REFUSE)
        self.officer = Officer(new_id(), ((ROLE, OFFICE),))
        self.person = new_id()

    def open(self) -> FloorCase:
        now = datetime.now(UTC)
        case = FloorCase(
            subject=self.person,
            office=OFFICE,
            letter_no="อว 1/1",
            tracking_code=uuid4().hex,
            received_on=now.date(),
            step=FIRST,
            step_since=now.date(),
            due_on=add_working_days(now.date(), WORKING_DAYS),
            version=0,
        )
        if not self.officer.may(case.office):
            raise NotYoursError
        with transaction.atomic(using=self.alias):
            case.save(force_insert=True, using=self.alias)
            self._record(case, now, "opened", FIRST, "")
        return case

    def step(self, matter: Any, outcome: str) -> FloorCase:
        now = datetime.now(UTC)
        with transaction.atomic(using=self.alias):
            case = FloorCase.objects.using(self.alias).select_for_update().get(pk=matter.pk)
            if not self.officer.may(case.office):
                raise NotYoursError
            if case.version != matter.version:
                raise OutdatedError
            left, case.step = case.step, WAYS[case.step][outcome]
            case.step_since, case.due_on, case.version = now.date(), self._due(case.step, now.date()), case.version + 1
            case.save(update_fields=["step", "step_since", "due_on", "version"])
            self._record(case, now, "finished", left, outcome)
        return case

    def _due(self, step: str, day: date) -> date | None:
        return None if step == END else add_working_days(day, WORKING_DAYS)

    def _record(self, case: FloorCase, now: datetime, kind: str, step: str, outcome: str) -> None:
        FloorEvent(
            case=case.pk,
            sequence=case.version,
            kind=kind,
            step=step,
            outcome=outcome,
            leads_to=case.step,
            happened_on=now.date(),
            recorded_at=now,
            recorded_by=self.officer.account,
        ).save(force_insert=True, using=self.alias)
        FloorAudit(
            at=now,
            account=self.officer.account,
            roles=[f"{role}@{path}" for role, path in self.officer.roles],
            channel="web",
            verb=f"case.{kind}",
            case=case.pk,
            person=case.subject,
            office=case.office,
            details={"sequence": case.version, "step": step, "leads_to": case.step},
        ).save(force_insert=True, using=self.alias)

    def has_ended(self, matter: Any) -> bool:
        return FloorCase.objects.using(self.alias).filter(pk=matter.pk, step=END).exists()


class Guards:
    """What the two other engines leave to their user, added as here: who may, the limit, the audit trail."""

    def prepare(self) -> None:
        with connection.schema_editor() as editor:
            editor.create_model(FloorAudit)
        self.officer, self.person = Officer(new_id(), ((ROLE, OFFICE),)), new_id()

    def pass_on(self, matter: UUID, verb: str, outcome: str) -> None:
        """Inside the transaction of the step."""
        if not self.officer.may(OFFICE):
            raise NotYoursError
        now = datetime.now(UTC)
        FloorAudit(
            at=now,
            account=self.officer.account,
            roles=[f"{role}@{path}" for role, path in self.officer.roles],
            channel="web",
            verb=verb,
            case=matter,
            person=self.person,
            office=OFFICE,
            details={"outcome": outcome, "due": add_working_days(now.date(), WORKING_DAYS).isoformat()},
        ).save(force_insert=True)
