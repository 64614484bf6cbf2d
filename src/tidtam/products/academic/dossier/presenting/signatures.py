"""The page of the signatures: who signs what, how each stands, what to do next; and what changed since."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from tidtam.kernel.actor import Actor
from tidtam.products.academic.dossier.choices import Act, Occasion, SignatureState, Signer
from tidtam.products.academic.dossier.models import Dossier, DossierEdition, SigningAct
from tidtam.products.academic.dossier.policies import can_change, sees_work_in_progress
from tidtam.products.academic.dossier.queries import (
    Judged,
    Refusal,
    SignatureNow,
    changes_since_signed,
    editions_seen,
)
from tidtam.products.academic.rulebook.choices import Opinion
from tidtam.products.academic.rulebook.pointing import said, spot_at
from tidtam.products.academic.rulebook.rules import place_words
from tidtam.thai.dates import format_short

from .changes import text_at

_KINDS = {
    SignatureState.MISSING: "closed",
    SignatureState.TYPED: "waiting",
    SignatureState.VALID: "done",
    SignatureState.RENEW: "late",
    SignatureState.REFUSED: "late",
}


@dataclass(frozen=True)
class Row:
    """One signature."""

    now: SignatureNow
    judged: Judged

    @property
    def title(self) -> str:
        return self.now.slot.title

    @property
    def anchor(self) -> str:
        return f"signature-{self.now.slot.key}"

    @property
    def url(self) -> str:
        return f"{signatures_url(self.judged.dossier)}#{self.anchor}"

    @property
    def is_due(self) -> bool:
        """Somebody can see to it now: what is signed is there, and a supervisor signs after the applicant."""
        if self.now.state != SignatureState.MISSING:
            return not self.now.is_valid
        if self.now.slot.part == "supervisors":
            return self.judged.signing.signatures[0].is_valid
        return said(self.judged.values.get(self.now.slot.part)) is not None

    @property
    def tag(self) -> tuple[str, str]:
        return _KINDS[self.now.state], str(self.now.state.label)

    @property
    def covers(self) -> str:
        return ", ".join(_title_of(part) for part in self.now.slot.signer.covers)

    @property
    def facts(self) -> list[tuple[str, str]]:
        """What the dossier says of it, and which edition it was."""
        return [(label, text) for label, text in self._facts() if text]

    @property
    def question(self) -> list[tuple[str, str]]:
        return [(_("Signature"), self.title), (_("Vouches for"), self.covers)]

    def _facts(self) -> Iterator[tuple[str, str]]:
        signature, given = self.now.signature, self.now.given
        yield _("Vouches for"), self.covers
        yield _("Signed by"), " · ".join(filter(None, (signature.get("name"), signature.get("position"))))
        if signature.get("signed"):
            yield _("Date of signature"), signature.get("signed_on", "")
        yield _("Opinion"), str(Opinion(opinion).label) if (opinion := self.now.filled.get("opinion")) else ""
        yield _("Acting signer"), _acting(signature.get("acting", {}))
        if given is not None and given.edition is not None:
            yield _("Edition signed"), _edition_words(given.edition)
            if given.act == Act.CONFIRMED and given.happened_on:
                yield _("Correction signed on"), _day(given.happened_on)

    @property
    def todo(self) -> str:
        match self.now.state:
            case SignatureState.MISSING:
                return _("Print the form, have it signed, then record the signature.")
            case SignatureState.TYPED:
                return _("The signature was entered. Say which paper was signed, so that it counts.")
            case SignatureState.RENEW:
                return _("Something that was signed was changed since. Print the form again and have it signed anew.")
            case SignatureState.REFUSED:
                return _("Mend what the reason says, print the form again, and ask for the signature once more.")
        return (
            _("Opened for changes: as soon as something changes, it must be signed again.")
            if self.now.is_opened
            else ""
        )

    @property
    def is_to_record(self) -> bool:
        return not self.now.is_locked

    @property
    def is_to_confirm(self) -> bool:
        return self.now.state == SignatureState.RENEW and bool(self.now.signature.get("signed"))

    @property
    def is_to_refuse(self) -> bool:
        return not self.now.is_valid

    @property
    def scan(self) -> UUID | None:
        return self.now.given.scan if self.now.given else None


@dataclass(frozen=True, slots=True)
class Past:
    """Something that was done about a signature."""

    act: SigningAct
    who: str
    refusal: Refusal | None

    @property
    def what(self) -> str:
        return str(Act(self.act.act).label)


@dataclass(frozen=True)
class SignaturesPage:
    judged: Judged
    editions: list[DossierEdition]
    can_change: bool
    sees_history: bool

    @cached_property
    def rows(self) -> list[Row]:
        return rows_of(self.judged)

    @property
    def valid(self) -> int:
        return sum(row.now.is_valid for row in self.rows)

    @property
    def typed(self) -> int:
        return sum(row.now.state == SignatureState.TYPED for row in self.rows)

    @property
    def printed(self) -> list[DossierEdition]:
        return [edition for edition in self.editions if edition.occasion == Occasion.TO_SIGN]

    @property
    def next(self) -> str:
        if row := next((row for row in self.rows if not row.now.is_valid), None):
            return f"{row.title}: {row.todo}"
        return _("Everybody who has to sign has signed what stands here now.")

    @property
    def history(self) -> list[Past]:
        acts = reversed(self.judged.signing.acts) if self.sees_history else []
        return [Past(act, _who(act), self.judged.signing.refusals.get(act.pk)) for act in acts]


def rows_of(judged: Judged) -> list[Row]:
    return [Row(each, judged) for each in judged.signing.signatures]


def signatures_page(actor: Actor, judged: Judged) -> SignaturesPage:
    dossier = judged.dossier
    may = can_change(actor, dossier)
    return SignaturesPage(judged, editions_seen(actor, dossier), may, sees_work_in_progress(actor, dossier))


def edition_choices(page: SignaturesPage) -> list[tuple[str, str]]:
    return [(str(edition.pk), _edition_words(edition)) for edition in page.printed]


def shown_changes(actor: Actor, judged: Judged, now: SignatureNow) -> list[tuple[str, str, str]]:
    """Where what it covers says something else than the signed edition: the place, what was signed, what stands now."""
    return [
        (place_words(each.place), text_at(judged, each.place, each.before), text_at(judged, each.place, each.after))
        for each in changes_since_signed(actor, judged.dossier, now)
    ]


def print_question(judged: Judged) -> dict[str, Any]:
    others = [each for each in judged.open_findings if "signature" not in each.place and each.rule != "DOC-201"]
    consequence = _(
        "The dossier is kept as it stands, and every page carries the number and the fingerprint of this edition."
    )
    if others:
        text = ngettext(
            "%(count)s thing is still to be mended: if it is mended later, whoever signed it must sign again.",
            "%(count)s things are still to be mended: if they are mended later, whoever signed them must sign again.",
            len(others),
        )
        consequence = f"{text % {'count': len(others)}} {consequence}"
    return {
        "heading": _("Print the form to be signed?"),
        "consequence": consequence,
        "submit_text": _("Keep this edition and print it"),
        "cancel_url": signatures_url(judged.dossier),
    }


def typed_question(judged: Judged) -> dict[str, Any]:
    typed = [each for each in judged.signing.signatures if each.state == SignatureState.TYPED]
    return {
        "heading": _("Were these signatures given on paper that says what stands here?"),
        "rows": [(each.slot.title, _signed_words(each)) for each in typed],
        "consequence": _(
            "You confirm with your name that the signed paper says what the dossier says now. It is kept so, and what "
            "they signed is changed only after it is opened."
        ),
        "submit_text": _("Yes, they signed what stands here"),
        "cancel_url": signatures_url(judged.dossier),
    }


def opening_question(judged: Judged, part: str) -> dict[str, Any]:
    signed = judged.signing.fixing_part(part)
    return {
        "heading": _("Open “%(part)s” for changes?") % {"part": _title_of(part)},
        "rows": [(each.slot.title, _signed_words(each)) for each in signed],
        "consequence": _(
            "This was signed. As soon as something in it changes, these signatures must be given again before the "
            "request can be sent. The edition that was signed is kept."
        ),
        "submit_text": _("Open it for changes"),
        "cancel_url": reverse("dossier:page", args=[judged.dossier.pk, part]),
        "is_dangerous": True,
    }


def signatures_url(dossier: Dossier) -> str:
    return reverse("dossier:signatures", args=[dossier.pk])


def _signed_words(now: SignatureNow) -> str:
    return ", ".join(filter(None, (now.signature.get("name", ""), now.signature.get("signed_on", ""))))


def _who(act: SigningAct) -> str:
    label = str(Signer(act.signer).label)
    return label if act.number == 1 else f"{label} ({act.number})"


def _title_of(part: str) -> str:
    spot = spot_at(f"/{part}")
    return spot.title if spot else part


def _edition_words(edition: DossierEdition) -> str:
    told = {"number": edition.number, "fingerprint": edition.fingerprint}
    return _("Edition %(number)s, fingerprint %(fingerprint)s") % told


def _acting(acting: dict[str, Any]) -> str:
    if not acting.get("is_acting"):
        return ""
    told = {"number": acting.get("order_number", ""), "day": acting.get("order_date", "") or "–"}
    period = {"begin": acting.get("acts_from", "") or "–", "end": acting.get("acts_until", "") or "–"}
    order = _("By order %(number)s of %(day)s") % told
    return f"{order} · {_('From %(begin)s until %(end)s') % period}"


def _day(day: Any) -> str:
    return format_short(day, get_language() or "th")
