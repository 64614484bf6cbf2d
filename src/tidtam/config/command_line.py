"""The console command `tidtam`."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tidtam.config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(["tidtam", *sys.argv[1:]])
