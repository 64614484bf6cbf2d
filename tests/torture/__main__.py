"""script/torture [name …]: what takes too long for every run of all tests. Without a name: all, one after the other."""

import argparse
import sys
from dataclasses import dataclass

from tidtam.config.cluster.temporary import temporary_folder

from .fuzzing import Fuzz
from .killing import Torture

_LONGEST_OUTAGE = 30.0


@dataclass(frozen=True)
class Killing:
    does: str
    writers: int
    kills: int
    lasts: str

    def run(self, seed: int) -> bool:
        with temporary_folder() as folder:
            torture = Torture(folder, writers=self.writers, kills=self.kills, seed=seed)
            return torture.run() and torture.slowest_return < _LONGEST_OUTAGE


TORTURES: dict[str, Killing | Fuzz] = {
    "kills": Killing(
        "Kills every part five times while 16 officers write, and counts what became of what was promised",
        writers=16,
        kills=5,
        lasts="10 minutes, and as many again for mail that was under way",
    ),
    "matters": Fuzz(
        "2,000 matters at which random people do random things, and what is told of each is what its events say",
        "tests/statemachine/test_state_machine.py"
        "::test_whatever_people_do_and_whenever_the_matter_is_what_its_events_say",
        portions=20,
        examples=100,
        lasts="half an hour",
    ),
    "tables": Fuzz(
        "4 tables of holders, each of whose workers is killed 25 times, and every row is there once",
        "src/tidtam/products/registry/tests/test_killed.py"
        "::test_an_import_whose_worker_was_killed_is_finished_and_no_holder_comes_twice",
        portions=4,
        examples=25,
        lasts="ten minutes",
    ),
    "calls": Fuzz(
        "100,000 random calls to the API, none of which fails by our fault or is stored by half",
        "src/tidtam/tracking/api/tests/test_anything.py::test_no_call_makes_us_fail",
        portions=40,
        examples=2_500,
        lasts="an hour",
    ),
    "described": Fuzz(
        "20,000 calls made from the OpenAPI document, each of which is answered as it says",
        "src/tidtam/tracking/api/tests/test_described.py::test_every_call_is_answered_as_the_document_says",
        portions=20,
        examples=1_000,
        lasts="twenty minutes",
    ),
    "forms": Fuzz(
        "100,000 forms filled in at random, none of which fails by our fault or is stored by half",
        "tests/hostile_input/test_forms.py::test_anything_at_all",
        portions=40,
        examples=2_500,
        lasts="an hour and a half",
    ),
    "accounts": Fuzz(
        "100,000 requests to register, verify, recover and sign in at services, none of which fails by our fault, is "
        "stored by half or leads astray",
        "tests/hostile_input/test_accounts.py::test_no_visit_makes_us_fail",
        portions=32,
        examples=500,
        lasts="an hour",
    ),
    "providers": Fuzz(
        "10,000 sign-ins begun at ThaiD or Digital ID, from which anything at all comes back",
        "tests/hostile_input/test_providers.py::test_no_answer_of_a_provider_makes_us_fail",
        portions=10,
        examples=1_000,
        lasts="an hour",
    ),
}
"""How long each lasts was measured on two cores."""


def main() -> int:
    told = "\n".join(f"  {name:9} {torture.does}; {torture.lasts}." for name, torture in TORTURES.items())
    parser = argparse.ArgumentParser(
        prog="script/torture",
        description=__doc__,
        epilog=f"names:\n{told}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("names", nargs="*", metavar="name", help="see below")
    parser.add_argument("--seed", type=int, default=1, help="another one, and chance takes another course")
    given = parser.parse_args()
    if unknown := set(given.names) - set(TORTURES):
        parser.error(f"there is no torture {', '.join(sorted(unknown))}")
    failed = []
    for name in given.names or TORTURES:
        torture = TORTURES[name]
        print(f"\n{name}: {torture.does}. This takes {torture.lasts}.", flush=True)
        if not torture.run(given.seed):
            failed.append(name)
    print(f"\nFound something: {', '.join(failed)}" if failed else "\nNothing was found.")
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main())
