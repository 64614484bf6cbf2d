from .files import LARGEST, end_file, erase_content, follow_office, store_file

__all__ = ["LARGEST", "end_file", "erase_content", "follow_office", "store_file"]
