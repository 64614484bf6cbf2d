"""python -m tests.torture.enter prepare 16 | recount: enters the running installation and answers in JSON."""

import json
import sys

import django

if __name__ == "__main__":
    django.setup()
    from tests.torture.inside import prepare, recount

    asked, *arguments = sys.argv[1:]
    print(json.dumps(prepare(int(arguments[0])) if asked == "prepare" else recount()))
