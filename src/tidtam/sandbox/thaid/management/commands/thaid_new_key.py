"""`thaid_new_key`: signs with a new key from then on; former keys stay published."""

from django.core.management.base import BaseCommand

from tidtam.sandbox.thaid.signing import make_key


class Command(BaseCommand):
    help = "Makes ThaiD sign with a new key from now on."

    def handle(self, *_: object, **__: object) -> None:
        self.stdout.write(f"ThaiD signs with key {make_key().id}")
