from .files import (
    LARGEST,
    end_file,
    erase_content,
    follow_office,
    forget_ended_files,
    forget_files,
    hand_over_file,
    store_file,
)

__all__ = [
    "LARGEST",
    "end_file",
    "erase_content",
    "follow_office",
    "forget_ended_files",
    "forget_files",
    "hand_over_file",
    "store_file",
]
