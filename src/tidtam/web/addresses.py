"""Addresses that are carried on: where somebody goes after signing in, or after choosing a language."""

from urllib.parse import unquote_plus

from tidtam.thai import national_id


def without_numbers(address: str) -> str:
    """Whoever wrote a national number into an address goes on without what they asked for there."""
    page, _mark, asked = address.partition("?")
    return page if national_id.stands_in(unquote_plus(asked)) else address
