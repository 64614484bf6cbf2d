from .cases import Case
from .events import CaseClockFiring, CaseEvent, CaseEventText
from .lengths import KEY_LENGTH, LETTER_LENGTH, VIEW_NAME_LENGTH
from .processes import Process, ProcessVersion, VersionTakenBack
from .results import CaseResult, ResultDelivery
from .searching import CaseSearch, SavedView

__all__ = [
    "KEY_LENGTH",
    "LETTER_LENGTH",
    "VIEW_NAME_LENGTH",
    "Case",
    "CaseClockFiring",
    "CaseEvent",
    "CaseEventText",
    "CaseResult",
    "CaseSearch",
    "Process",
    "ProcessVersion",
    "ResultDelivery",
    "SavedView",
    "VersionTakenBack",
]
