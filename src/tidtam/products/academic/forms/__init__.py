from .requests import FilterForm, InsideForm, RequestForm, VersionForm, WithdrawForm, initial_of
from .returns import AnswersForm, ReturnForm

__all__ = [
    "AnswersForm",
    "FilterForm",
    "InsideForm",
    "RequestForm",
    "ReturnForm",
    "VersionForm",
    "WithdrawForm",
    "initial_of",
]
