"""What this neighbour shows above the work list: what can be done with the chosen matters."""

from tidtam.kernel.actor import Actor
from tidtam.tracking.parts import Part


def work_list_part(actor: Actor) -> Part | None:
    return Part("tracking_batches/work_list_bar.html") if actor.account_id is not None else None
