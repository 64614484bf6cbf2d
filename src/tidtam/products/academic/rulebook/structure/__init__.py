"""The dossier as data: one document, every part of the request form a module here."""

from typing import Self

from django.utils.translation import gettext_lazy as _
from pydantic import model_validator
from pydantic_core import PydanticCustomError

from .applicant import Applicant
from .committee import Assessment, Committee, Expert
from .council import Council
from .documents import Documents, NotListed, OutsideField, Participant, Participation
from .experts import ExpertsApproval, Profile
from .fields import Ask, Piece, Widget, asked, group, many
from .history import EarlierAppointment, History, Qualification, ServicePost
from .kpw import Kpw
from .request import Request
from .royal import Photograph, Royal
from .signature import Acting, Signature
from .supervisors import Certification, Supervisors
from .teaching import Teaching
from .works import Author, Version, Work

__all__ = [
    "Acting",
    "Applicant",
    "Ask",
    "Assessment",
    "Author",
    "Certification",
    "Committee",
    "Council",
    "Documents",
    "Dossier",
    "EarlierAppointment",
    "Expert",
    "ExpertsApproval",
    "History",
    "Kpw",
    "NotListed",
    "OutsideField",
    "Participant",
    "Participation",
    "Photograph",
    "Piece",
    "Profile",
    "Qualification",
    "Request",
    "Royal",
    "ServicePost",
    "Signature",
    "Supervisors",
    "Teaching",
    "Version",
    "Widget",
    "Work",
    "asked",
]


class Dossier(Piece):
    """Everything a request for an academic position says; a half-typed one is a dossier too."""

    request: Request = group(Request, _("The request"))
    applicant: Applicant = group(Applicant, _("The applicant"))
    history: History = group(History, _("Personal history"))
    works: tuple[Work, ...] = many(_("Academic works"), _("Work no. %(number)s"), most=400)
    supervisors: Supervisors = group(Supervisors, _("The supervisor's assessment"))
    teaching: Teaching = group(Teaching, _("Teaching"))
    committee: Committee = group(Committee, _("The expert committee"))
    kpw: Kpw = group(Kpw, _("The academic position committee"))
    council: Council = group(Council, _("Resolution of the institution council"))
    documents: Documents = group(Documents, _("Documents sent along"))
    experts_approval: ExpertsApproval = group(ExpertsApproval, _("Approval of experts"))
    royal: Royal = group(Royal, _("Royal appointment of a professor"))

    @model_validator(mode="after")
    def _name_each_work_once(self) -> Self:
        """Other parts refer to a work by its mark: two of the same would leave open which one is meant."""
        seen: set[str] = set()
        for index, work in enumerate(self.works):
            if work.id and work.id in seen:
                raise PydanticCustomError("doubled_work", "the mark of a work is used twice", {"place": index})
            seen.add(work.id)
        return self
