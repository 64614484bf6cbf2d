"""A test with random examples, run with so many that they are shared out: in portions, on every core."""

import os
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from tidtam.config.environment import REPOSITORY
from tidtam.config.setup.checks import settings_of_tests, tests_command

from . import counting
from .examples import SETTING


@dataclass(frozen=True)
class Fuzz:
    does: str
    test: str
    portions: int
    examples: int
    """In each portion, whose seed is its number: a portion that found something is run again by it."""
    lasts: str

    @property
    def settings(self) -> dict[str, str]:
        return {SETTING: str(self.examples)}

    def run(self, seed: int) -> bool:
        with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
            return all(list(pool.map(self._portion, range(seed, seed + self.portions))))

    def _portion(self, seed: int) -> bool:
        began = time.monotonic()
        run = subprocess.run(
            tests_command([self.test, f"--hypothesis-seed={seed}", "-p", "no:cacheprovider", "-p", counting.__name__]),
            cwd=REPOSITORY,
            env=settings_of_tests(**self.settings),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        found = "found something" if run.returncode else "clean"
        done = f"{self.examples:,} examples, {counting.counted(run.stdout):,} requests"
        print(f"portion {seed}: {done}, {found} ({time.monotonic() - began:.0f} s)", flush=True)
        if run.returncode:
            print(run.stdout, flush=True)
        return not run.returncode
