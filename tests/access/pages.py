"""What must be true of every page, whoever asks for it."""

import re
from collections import Counter
from html.parser import HTMLParser

from django.http.response import HttpResponseBase

from tidtam.thai import national_id, numerals

_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
# Not inside a longer word: a reference in hexadecimal may well have thirteen digits in a row.
_NUMBER = re.compile(r"(?<![0-9A-Za-z_])[0-9](?:[- ]?[0-9]){12}(?![0-9A-Za-z_])")


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: Counter[str] = Counter()
        self.ids: Counter[str] = Counter()
        self.language = ""
        self.inline: list[str] = []
        self._in_script = False
        self._depth_of_picture = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "svg":
            self._depth_of_picture += 1
        # A picture's own title names the picture, not the page.
        if not self._depth_of_picture:
            self.tags[tag] += 1
        if given.get("id"):
            self.ids[str(given["id"])] += 1
        if tag == "html":
            self.language = given.get("lang") or ""
        if tag == "style" or "style" in given:
            self.inline.append(f"<{tag}> with a style of its own")
        self.inline += [f"<{tag}> with {name}" for name in given if name.startswith("on")]
        if any((value or "").strip().lower().startswith("javascript:") for value in given.values()):
            self.inline.append(f"<{tag}> with a javascript: address")
        self._in_script = tag == "script" and "src" not in given

    def handle_endtag(self, tag: str) -> None:
        self._in_script = False
        if tag == "svg":
            self._depth_of_picture -= 1

    def handle_data(self, data: str) -> None:
        if self._in_script and data.strip():
            self.inline.append("an inline script")


def faults_of(response: HttpResponseBase, body: str, language: str) -> list[str]:
    """What is wrong with an HTML page; nothing, if all is well."""
    page = _Reader()
    page.feed(body)
    faults = [f"{page.tags[tag]} <{tag}>" for tag in ("title", "h1") if page.tags[tag] != 1]
    faults += [f"id {name} {times} times" for name, times in page.ids.items() if times > 1]
    faults += page.inline
    if page.language != language:
        faults.append(f"lang is {page.language}, asked for was {language}")
    if "default-src 'self'" not in response.headers.get("Content-Security-Policy", ""):
        faults.append("no content security policy")
    return faults


def numbers_in(body: str) -> list[str]:
    """National ID numbers that stand there whole, in whatever writing."""
    digits = _UUID.sub(" ", numerals.to_arabic(body))
    found = (match.group() for match in _NUMBER.finditer(digits))
    bare = {(text, re.sub("[- ]", "", text)) for text in found}
    return [
        f"a whole national ID number: {text}"
        for text, number in sorted(bare)
        if text == number or national_id.is_valid(number, allow_zero=True)
    ]
