"""script/bench [CASES]: pages against bare ones, their queries, their weight, and the lists at a million matters."""

import os
import sys

import django


def main() -> None:
    os.environ["TIDTAM_ENV"] = "test"
    os.environ.setdefault("TIDTAM_KEYS", "bench:YmVuY2htYXJrLWtleS1vZi10aGlydHktdHdvLWJ5dGU=")
    os.environ["DJANGO_SETTINGS_MODULE"] = "tidtam.config.settings"
    django.setup()

    from tests.bench.report import report

    report(large=int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)


if __name__ == "__main__":
    main()
