from .files import LARGEST, end_file, erase_content, follow_office, hand_over_file, store_file

__all__ = ["LARGEST", "end_file", "erase_content", "follow_office", "hand_over_file", "store_file"]
