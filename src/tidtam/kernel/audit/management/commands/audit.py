"""`tidtam audit verify | seal | accept`."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tidtam.kernel.actor import SYSTEM, acting_as
from tidtam.kernel.audit.actions.losses import accept_loss
from tidtam.kernel.audit.actions.sealing import seal
from tidtam.kernel.audit.heads import head_file
from tidtam.kernel.audit.queries.verification import last_seal_number, verify


class Command(BaseCommand):
    help = "Seals the audit trail and checks that nobody had a hand in it."

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        verbs.add_parser("verify", help="read everything again; exit code 1 on any finding")
        verbs.add_parser("seal", help="seal what is finished, as the job does every minute")
        accept = verbs.add_parser("accept", help="answer for batches that a restored backup does not hold")
        accept.add_argument("first", type=int)
        accept.add_argument("last", type=int)
        accept.add_argument("--reason", required=True)

    def handle(self, *_args: Any, verb: str, **options: Any) -> None:
        if verb == "seal":
            self._seal()
        elif verb == "accept":
            self._accept(options["first"], options["last"], options["reason"])
        else:
            self._verify()

    def _seal(self) -> None:
        for batch in seal():
            self.stdout.write(f"batch {batch.number}: {batch.count} records sealed")

    def _accept(self, first: int, last: int, reason: str) -> None:
        if not 1 <= first <= last:
            raise CommandError("give the first and the last batch, the smaller number first")
        with head_file() as file, acting_as(SYSTEM) as actor:
            accept_loss(actor, file, first=first, last=last, reason=reason)

    def _verify(self) -> None:
        with head_file() as file, acting_as(SYSTEM) as actor:
            heads, last_seal = file.as_it_is_now(), last_seal_number(actor)
        with acting_as(SYSTEM) as actor:
            report = verify(actor, heads, last_seal)
        self.stdout.write(f"{report.batches} batches with {report.records} records read again")
        for note in report.notes:
            self.stdout.write(f"note: {note}")
        if report.unsealed:
            self.stdout.write(f"not sealed yet: {report.unsealed} records, the oldest of {report.unsealed_since}")
        for finding in report.findings:
            self.stdout.write(self.style.ERROR(f"FOUND: {finding}"))
        if report.findings:
            raise CommandError(f"{len(report.findings)} findings", returncode=1)
        self.stdout.write("nothing was removed, altered or inserted in what is sealed")
