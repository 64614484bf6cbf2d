"""`tidtam demo people [--json]`: who can be played in the demonstration, and how they sign in."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from tidtam.kernel.access.choices import Role
from tidtam.sandbox.demo.persons import DemoPerson, demo_persons


def _facts(person: DemoPerson) -> dict[str, Any]:
    return {
        "key": person.key,
        "name": person.full_name,
        "name_en": person.full_name_en,
        "roles": [{"role": held.role, "organization": held.organization} for held in person.roles],
        "username": person.username,
        "password": person.password,
        "totp_secret": person.totp_secret,
        "national_id": person.national_id,
        "pin": person.pin,
        "digital_id": person.digital_id,
        "digital_id_password": person.digital_id_password,
        "try_th": person.try_th,
        "try_en": person.try_en,
    }


class Command(BaseCommand):
    help = "The people of the demonstration and how they sign in."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=["people"])
        parser.add_argument("--json", action="store_true", help="for programs")

    def handle(self, *_: Any, **options: Any) -> None:
        if options["json"]:
            facts = [_facts(person) for person in demo_persons()]
            self.stdout.write(json.dumps(facts, ensure_ascii=False, indent=2))
            return
        for person in demo_persons():
            roles = ", ".join(f"{Role(held.role).label} ({held.organization})" for held in person.roles) or "applicant"
            self.stdout.write(f"{person.full_name_en:<24} {roles}")
            if person.username:
                self.stdout.write(f"  user name {person.username}, password {person.password}")
            if person.totp_secret:
                self.stdout.write(f"  second factor (TOTP secret) {person.totp_secret}")
            if person.national_id:
                self.stdout.write(f"  ThaiD: number {person.national_id}, PIN {person.pin}")
            if person.digital_id:
                self.stdout.write(f"  Digital ID: user name {person.digital_id}, password {person.digital_id_password}")
