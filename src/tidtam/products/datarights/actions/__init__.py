"""Every write of this product."""

from .asking import ask_correction, ask_deletion
from .downloads import end_downloads, make_download, order_download
from .erasing import carry_out_due, erase_again, order_own_erasure, stop_erasure
from .outcomes import carry_out_request
from .retention import end_what_is_over, set_retention

__all__ = [
    "ask_correction",
    "ask_deletion",
    "carry_out_due",
    "carry_out_request",
    "end_downloads",
    "end_what_is_over",
    "erase_again",
    "make_download",
    "order_download",
    "order_own_erasure",
    "set_retention",
    "stop_erasure",
]
