"""`python -m tidtam.config.messages compile` or `check`."""

import argparse
import sys

from . import PACKAGE
from .catalogues import compile_catalogues


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tidtam.config.messages", description="Thai texts of the product.")
    parser.add_argument("command", choices=["compile", "check"], help="compile what changed, or list what is missing")
    command = parser.parse_args(arguments).command
    if command == "compile":
        compiled = list(compile_catalogues(PACKAGE))
        print(f"Thai texts: {len(compiled)} catalogues compiled" if compiled else "Thai texts: all up to date")
        return 0
    from .checks import find_problems

    problems = list(find_problems(PACKAGE))
    print("\n".join(problems) or "Thai texts: complete")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
