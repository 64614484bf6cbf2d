from collections.abc import Iterator

from tidtam.kernel.actor import SYSTEM, acting_as
from tidtam.kernel.audit.actions import record
from tidtam.kernel.keys import keyring
from tidtam.kernel.keys.rotation import rotate, rotators


def rotate_keys(batch_size: int) -> Iterator[tuple[str, int]]:
    """Seal every value with the newest key, while the web runs; gives out what was done after each batch.

    Killed at any moment and started again, it does what is left.
    """
    total = 0
    for rotator in rotators():
        for done in rotate(rotator, lambda: acting_as(SYSTEM), batch_size):
            total += done
            yield rotator.name, done
    if total:
        with acting_as(SYSTEM) as actor:
            record(actor, "keys.rotated", "key", keyring().newest.id, details={"values": total})
