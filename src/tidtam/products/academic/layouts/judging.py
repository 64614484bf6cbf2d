"""A template tried out on invented papers before anybody's is printed with it: what comes out, or what is wrong."""

import base64
from dataclasses import dataclass, field
from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from tidtam.kernel.actor import Refused
from tidtam.kernel.files.choices import PICTURES
from tidtam.kernel.files.inspection import inspect_content
from tidtam.web.paper.foreign import Printed, TemplateFailed
from tidtam.web.paper.mistakes import Mistake

from .choices import Failure, Paper
from .printing import print_text
from .samples import Facts, samples_of

MOST_SHOWN = 40
_LONGEST_LINE = 160
LARGEST_PICTURE = 500_000


@dataclass(frozen=True, slots=True)
class Found:
    """One mistake as the page shows it."""

    line: int | None
    reason: str
    written: str = ""
    """The line of the template itself."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A template with its pictures that was tried out; without mistakes it may be kept."""

    paper: Paper
    template: str
    pictures: dict[int, str] = field(default_factory=dict)
    mistakes: tuple[Found, ...] = ()


def judge(paper: Paper, template: str, pictures: dict[int, str], made_at: datetime) -> Judged:
    """Tried on a whole paper and on an empty one, which is a draft."""
    samples = samples_of(paper)
    for facts in (samples.whole(), samples.bare()):
        try:
            printed = print_text(template, pictures, facts, made_at)
        except TemplateFailed as failed:
            return Judged(paper, template, pictures, _found(failed, template))
        if missing := _unsaid(printed, facts):
            return Judged(paper, template, pictures, missing)
    return Judged(paper, template, pictures)


def _unsaid(printed: Printed, facts: Facts) -> tuple[Found, ...]:
    """A draft that does not say so could be taken for the paper itself; a paper to sign names its edition."""
    wanted = {
        "draft": _("Drafts must be marked: show the text named draft, which is empty where the paper is no draft."),
        "edition": _("What is signed must name its edition: show the text named edition, best on every page."),
    }
    text = "".join(printed.text.split())
    return tuple(Found(None, words) for name, words in wanted.items() if "".join(facts[name].split()) not in text)


def _found(failed: TemplateFailed, template: str) -> tuple[Found, ...]:
    if not failed.mistakes:
        return (Found(None, str(Failure(failed.code).label)),)
    lines = template.splitlines()
    return tuple(_shown(mistake, lines) for mistake in failed.mistakes[:MOST_SHOWN])


def _shown(mistake: Mistake, lines: list[str]) -> Found:
    has_line = mistake.line is not None and mistake.line <= len(lines)
    written = lines[mistake.line - 1].strip() if mistake.line is not None and has_line else ""
    return Found(mistake.line, mistake.words, written[:_LONGEST_LINE])


def picture_as_drawing(upload: "UploadedFile[bytes]") -> str:
    """A picture judged by its content like every file, and put inside a drawing of its size."""
    if (upload.size or 0) > LARGEST_PICTURE:
        message = _("This picture has more than %(most)s kB. Save it smaller.")
        raise Refused(message % {"most": LARGEST_PICTURE // 1_000}, code="picture_large")
    found = inspect_content(upload.read())
    if found.kind not in PICTURES:
        raise Refused(_("Attach a JPEG or PNG picture."), code="no_picture")
    inside = f"data:{found.kind.content_type};base64,{base64.b64encode(found.content).decode()}"
    size = f'width="{found.width}" height="{found.height}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}><image {size} href="{inside}"/></svg>'
