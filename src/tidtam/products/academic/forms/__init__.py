from .requests import FilterForm, RequestForm, VersionForm, WithdrawForm, initial_of
from .returns import AnswersForm, ReturnForm

__all__ = [
    "AnswersForm",
    "FilterForm",
    "RequestForm",
    "ReturnForm",
    "VersionForm",
    "WithdrawForm",
    "initial_of",
]
