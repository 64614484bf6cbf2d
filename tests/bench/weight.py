"""What a first and a second visit weigh, compressed as it is served."""

import gzip
import re
from dataclasses import dataclass

import brotli
from django.contrib.staticfiles import finders
from django.test import Client

_ASSET = re.compile(r'(?:href|src)="/static/([^"?]+\.(?:css|js|svg|webmanifest|woff2))')
_FONT = re.compile(r"url\([\"']?[./]*((?:built/)?fonts/[^\"')?]+\.woff2)")
LIMIT = 150_000


@dataclass(frozen=True)
class Weight:
    html: int
    assets: int
    fonts: int

    @property
    def first_visit(self) -> int:
        return self.html + self.assets + self.fonts


def _content(name: str) -> bytes:
    found = finders.find(name)
    if not isinstance(found, str):
        raise FileNotFoundError(f"{name} is not built")
    with open(found, "rb") as file:
        return file.read()


def weigh(client: Client, url: str) -> Weight:
    """Every font of the stylesheet is counted, though a browser fetches only those whose letters the page has."""
    html: bytes = client.get(url).content
    names = set(_ASSET.findall(html.decode()))
    styles = "".join(_content(name).decode() for name in names if name.endswith(".css"))
    fonts = {f"built/{name.removeprefix('built/')}" for name in _FONT.findall(styles)}
    plain = {name for name in names if not name.endswith(".woff2")}
    return Weight(
        html=len(gzip.compress(html, 6)),
        assets=sum(len(brotli.compress(_content(name))) for name in plain),
        fonts=sum(len(_content(name)) for name in fonts),
    )
