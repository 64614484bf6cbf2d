"""What a paper tells, and what of it an office's own template is given.

Everything our own papers say, and what the dossier says by its names, but for the experts. It is described in
docs/guides/paper-templates.md: names are added to it, never taken away.
"""

from dataclasses import asdict, dataclass
from typing import Any

from django.utils.translation import gettext as _

from tidtam.products.academic.layouts.choices import Paper
from tidtam.products.academic.rulebook.structure import (
    Documents,
    Dossier,
    ExpertsApproval,
    Piece,
    Royal,
    Widget,
    Work,
)

from .citing import cite
from .form import PaperPart, parts_of_form
from .framing import Frame
from .pen import Pen, ask_of
from .summary import summary_blocks

_FRAME = ("language", "office", "printed", "edition", "draft", "draft_words")


@dataclass(frozen=True, slots=True)
class Told:
    """One paper: of what it tells, how it is written, and what it says in our own order."""

    paper: Paper
    pen: Pen
    content: Dossier
    frame: Frame

    @property
    def title(self) -> str:
        if self.paper is Paper.REQUEST_FORM:
            return _("Request form for the consideration of an academic position")
        return _("Summary of data and steps of the request for an academic position")

    @property
    def parts(self) -> list[PaperPart]:
        if self.paper is Paper.REQUEST_FORM:
            return parts_of_form(self.pen, self.content)
        return [PaperPart("", summary_blocks(self.pen, self.content))]


def facts_for_template(told: Told) -> dict[str, Any]:
    shown = without_experts(told.content)
    return {
        "paper": str(told.paper),
        "title": told.title,
        **{name: told.frame[name] for name in _FRAME},
        "applicant": told.frame["about"],
        "dossier": in_words(told.pen, shown),
        "typed": shown.model_dump(mode="json"),
        "parts": [asdict(part) for part in told.parts],
    }


def without_experts(content: Dossier) -> Dossier:
    """Both papers pass through the applicant's hands: who assesses is named on the experts' order only."""
    told = content.documents
    return content.model_copy(
        update={
            "committee": content.committee.model_copy(update={"members": ()}),
            "documents": Documents(summary=told.summary, experts_order=told.experts_order),
            "experts_approval": ExpertsApproval(),
            "royal": Royal(),
        }
    )


def in_words(pen: Pen, piece: Piece) -> dict[str, Any]:
    """Every answer as it stands on paper, under the names of the schema; an empty text where nothing was answered."""
    said = {name: _in_words(pen, piece, name) for name in type(piece).model_fields}
    return {**said, "citation": cite(piece)} if isinstance(piece, Work) else said


def _in_words(pen: Pen, piece: Piece, name: str) -> Any:
    value = getattr(piece, name)
    match ask_of(piece, name).widget:
        case Widget.GROUP:
            return in_words(pen, value)
        case Widget.LIST:
            return [in_words(pen, entry) for entry in value]
        case _:
            return pen.of(piece, name).strip()
