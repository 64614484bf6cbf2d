"""script/bench [PART …] [--cases N]: all of it, or what is named.

pages: against bare ones, their queries and weight; engines: the step engine against two others and a table written by
hand; imports: a table of matters against a set-based insert; dossiers: a check against reading it; holders: a table of
holders of ten and of a hundred thousand rows; register: the public search at as many holders; sign-ins: fifty at once,
and one beside the bare hash of a password; lists: at ten thousand matters and at a million.
"""

import argparse
import os

import django

PARTS = ("pages", "engines", "imports", "dossiers", "holders", "register", "sign-ins", "lists")


def main() -> None:
    parser = argparse.ArgumentParser(prog="script/bench", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)}")
    parser.add_argument("--cases", type=int, default=1_000_000, help="how many matters are very many")
    given = parser.parse_args()
    if unknown := set(given.parts) - set(PARTS):
        parser.error(f"there is no part {', '.join(sorted(unknown))}")
    os.environ["TIDTAM_ENV"] = "test"
    os.environ.setdefault("TIDTAM_KEYS", "bench:YmVuY2htYXJrLWtleS1vZi10aGlydHktdHdvLWJ5dGU=")
    os.environ["DJANGO_SETTINGS_MODULE"] = "tidtam.config.settings"
    django.setup()

    from tests.bench.report import report

    report(given.parts or PARTS, large=given.cases)


if __name__ == "__main__":
    main()
