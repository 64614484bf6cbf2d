"""The demonstration's data, made through the same actions a person would use."""

from .accounts import actor_of, enter_persons
from .becoming import become_person
from .cast import file_named_requests
from .contacts import enter_contacts
from .experts import keep_experts
from .inside import file_requests_with_steps_inside
from .library import SERVICE, connect_library, library_url
from .register import fill_register
from .requests import file_requests

__all__ = [
    "SERVICE",
    "actor_of",
    "become_person",
    "connect_library",
    "enter_contacts",
    "enter_persons",
    "file_named_requests",
    "file_requests",
    "file_requests_with_steps_inside",
    "fill_register",
    "keep_experts",
    "library_url",
]
