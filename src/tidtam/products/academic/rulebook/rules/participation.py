"""What the request form says of each author's part in a work, and what the evidence says."""

from collections.abc import Iterator
from functools import lru_cache

from django.utils.translation import gettext_lazy as _

from tidtam.products.academic.rulebook.choices import Part, Stage
from tidtam.products.academic.rulebook.rule_sets.model import Wording
from tidtam.products.academic.rulebook.structure import Author, Participant, Participation, Work

from . import supervisors
from .findings import Said, cannot_tell, fails
from .look import Look, is_empty, numbered, read_number
from .registry import rule
from .works import faulty_shares, nothing_listed, present_works

_PLACE = "/documents/participation"
_key = lru_cache(maxsize=8_192)(supervisors.name_key)
"""The same authors stand under many works, and twice under each."""


@rule(
    "DOC-605",
    _("Evidence of participation agrees with the request form"),
    part=Part.DOCUMENTS,
    stage=Stage.MINISTRY,
    needs=("roles", "participation_signers"),
)
def participation_agrees(look: Look) -> Iterator[Said]:
    yield from nothing_listed(look)
    evidence: dict[str, tuple[str, Participation]] = {}
    for place, one in numbered(_PLACE, look.dossier.documents.participation):
        if one.work not in look.works:
            yield fails(
                f"{place}/work",
                _("It is not said for which of the listed works this is the evidence."),
                _("Choose the work from the list of works."),
            )
        elif one.work in evidence:
            yield fails(
                f"{place}/work",
                _("There is evidence of participation in this work above already."),
                _("Remove one of the two, or choose the work that was meant."),
            )
        else:
            evidence[one.work] = place, one
    for work_place, work in present_works(look):
        if work.id in evidence:
            yield from _disagreements(look, work_place, work, *evidence[work.id])
        elif not work.authors:
            yield cannot_tell(f"{work_place}/authors", _("The request form does not name all authors of the work."))
        elif len(work.authors) > 1:
            yield fails(
                work_place,
                _("The evidence of participation in this work is missing."),
                _("Enter what the form of evidence says of each author, and attach the form."),
            )
    yield from _unsigned(look, evidence)


def _disagreements(look: Look, work_place: str, work: Work, place: str, evidence: Participation) -> Iterator[Said]:
    if not evidence.files:
        yield fails(
            f"{place}/files", _("The form of evidence is not attached."), _("Attach the form, filled in and signed.")
        )
    waiting: dict[str, list[Author]] = {}
    for author in work.authors:
        waiting.setdefault(_key(author.name), []).append(author)
    if not waiting or "" in waiting:
        yield cannot_tell(f"{work_place}/authors", _("The request form does not name all authors of the work."))
        return
    for inner, participant in numbered(f"{place}/participants", evidence.participants):
        same = waiting.get(_key(participant.name))
        if is_empty(participant.name):
            yield fails(
                f"{inner}/name", _("The name of the author is missing."), _("Write the name as it stands on the work.")
            )
        elif not same:
            yield fails(
                f"{inner}/name",
                _("“%(name)s” is not among the authors of this work on the request form."),
                _("Write the same authors in both."),
                name=participant.name.strip(),
            )
        else:
            yield from _differences(look, inner, same.pop(0), participant)
        if is_empty(participant.duties):
            yield fails(
                f"{inner}/duties",
                _("It is not said what this author did and answered for."),
                _("Describe role and duties in detail."),
            )
    for author in (author for same in waiting.values() for author in same):
        yield fails(
            f"{place}/participants",
            _("“%(name)s” is an author of this work on the request form, but is missing in the evidence."),
            _("Write the same authors in both."),
            name=author.name.strip(),
        )
    yield from faulty_shares(f"{place}/participants", evidence.participants)


def _differences(look: Look, place: str, author: Author, participant: Participant) -> Iterator[Said]:
    """Between the form and the evidence, of one author."""
    mend = _("Correct whichever is wrong; both must say the same.")
    if is_empty(author.share) != is_empty(participant.share) or (
        read_number(author.share) != read_number(participant.share)
    ):
        yield fails(
            f"{place}/share",
            _("The request form says a share of “%(form)s”, the evidence says “%(evidence)s”."),
            mend,
            form=author.share.strip() or "–",
            evidence=participant.share.strip() or "–",
        )
    if author.role != participant.role:
        yield fails(
            f"{place}/role",
            _("The request form says the role “%(form)s”, the evidence says “%(evidence)s”."),
            mend,
            form=_role(look, author.role),
            evidence=_role(look, participant.role),
        )
    elif participant.role and not look.listed("roles", participant.role):
        yield fails(
            f"{place}/role",
            _("“%(role)s” is not one of the roles of these rules."),
            _("Choose the role from the list."),
            role=participant.role,
        )
    elif not participant.role and is_empty(participant.share):
        yield fails(
            f"{place}/share",
            _("Neither share nor role of this author is given."),
            _("Write the share in percent, or choose the role."),
        )


def _role(look: Look, code: str) -> Wording | str:
    listed = look.listed("roles", code)
    return listed.name if listed else code or "–"


def _unsigned(look: Look, evidence: dict[str, tuple[str, Participation]]) -> Iterator[Said]:
    """The applicant signs, whoever holds a role that must, and whoever has no role by which to be let off."""
    signers = (*look.codes("participation_signers"), "")
    for mark, (place, one) in evidence.items():
        work_place, work = look.works[mark]
        own = {_key(author.name) for author in work.authors if author.is_applicant}
        if not own:
            yield cannot_tell(f"{work_place}/authors", _("It is not clear which of the authors is the applicant."))
        for inner, participant in numbered(f"{place}/participants", one.participants):
            if participant.role not in signers and _key(participant.name) not in own:
                continue
            if not participant.signed:
                yield fails(
                    f"{inner}/signed",
                    _("This author must sign the evidence of participation, but has not."),
                    _("Have the author sign."),
                )
            else:
                yield from supervisors.undated(f"{inner}/signed_on", participant.signed_on)
