"""python -m tests.e2e.screenshots: the pictures of the documents, taken anew from a fresh demonstration.

With a folder: every page of the journey into it, in both languages and both widths, to look at.
"""

import sys
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from tidtam.config.environment import REPOSITORY

from .demonstration import DESK, PHONE, Demonstration, running_demonstration
from .pages import pages

_IMAGES = REPOSITORY / "docs/images"
_REQUESTS = 40
_LONGEST = {PHONE: 2_000, DESK: 1_300}
_ON_PHONES = {"my-requests": "my-requests", "timeline": "timeline", "phone-home": "phone", "phone-consent": "consent"}
_ON_DESKS = {
    **{name: name for name in ("home", "sign-in", "qr", "demo", "contact", "process", "roles", "audit")},
    **{name: name for name in ("academic-requests", "academic-form", "academic-returned", "work-list", "work-case")},
    **{name: name for name in ("follow", "register-person", "rounds", "personnel-case")},
    **{name: name for name in ("dossier", "dossier-works", "dossier-work")},
    "timeline": "timeline-wide",
}


def take(page: Page, file: Path, *, longest: int = 0) -> None:
    """The whole page, in few colours: pages are drawn with few, and the repository stays small."""
    picture: Image.Image = Image.open(BytesIO(page.screenshot(full_page=True)))
    if longest and picture.height > longest:
        picture = picture.crop((0, 0, picture.width, longest))
    picture.convert("RGB").quantize(192, dither=Image.Dither.NONE).save(file, optimize=True)


def _for_documents(demonstration: Demonstration) -> None:
    for width, wanted in ((PHONE, _ON_PHONES), (DESK, _ON_DESKS)):
        for name, page in pages(demonstration, width, "th"):
            if name in wanted:
                take(page, _IMAGES / f"{wanted[name]}.png", longest=_LONGEST[width])


def _everything(demonstration: Demonstration, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for language in ("th", "en"):
        for width in (PHONE, DESK):
            for name, page in pages(demonstration, width, language):
                take(page, folder / f"{name}-{language}-{width}.png")


def main() -> None:
    with sync_playwright() as playwright, running_demonstration(playwright, requests=_REQUESTS) as demonstration:
        if sys.argv[1:]:
            _everything(demonstration, Path(sys.argv[1]))
        else:
            _for_documents(demonstration)


if __name__ == "__main__":
    main()
