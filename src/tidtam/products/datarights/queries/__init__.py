"""Every read of this product, and of what others hold."""

from .held import Held, Kept, describe_all, get_holding, holds_on, may_erase_alone, own_holds, records_of, stated_facts
from .requests import (
    DOWNLOADS_SHOWN,
    asked_words,
    erasure_waiting,
    get_download,
    my_downloads,
    my_requests,
    opened_json,
    paper_of,
    request_of_case,
)
from .retention import TermRow, configured_days, term_rows

__all__ = [
    "DOWNLOADS_SHOWN",
    "Held",
    "Kept",
    "TermRow",
    "asked_words",
    "configured_days",
    "describe_all",
    "erasure_waiting",
    "get_download",
    "get_holding",
    "holds_on",
    "may_erase_alone",
    "my_downloads",
    "my_requests",
    "opened_json",
    "own_holds",
    "paper_of",
    "records_of",
    "request_of_case",
    "stated_facts",
    "term_rows",
]
