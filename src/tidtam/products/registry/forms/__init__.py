"""The forms of the register. They read; what is possible is judged by the actions."""

from .entries import (
    DayForm,
    EntryForm,
    ImportForm,
    ImportOrderForm,
    JustificationForm,
    ListForm,
    PartForm,
    ReasonsForm,
    rows_formset,
    rows_of,
)
from .papers import (
    AcceptForm,
    CorrectionForm,
    JudgeForm,
    NoForm,
    NoticeForm,
    PapersForm,
    PointFormSet,
    ReportForm,
    points_of,
)
from .parts import LetterForm, VersionForm
from .public import ContactForm, CountsForm, SearchForm

__all__ = [
    "AcceptForm",
    "ContactForm",
    "CorrectionForm",
    "CountsForm",
    "DayForm",
    "EntryForm",
    "ImportForm",
    "ImportOrderForm",
    "JudgeForm",
    "JustificationForm",
    "LetterForm",
    "ListForm",
    "NoForm",
    "NoticeForm",
    "PapersForm",
    "PartForm",
    "PointFormSet",
    "ReasonsForm",
    "ReportForm",
    "SearchForm",
    "VersionForm",
    "points_of",
    "rows_formset",
    "rows_of",
]
