"""Part 1: where the applicant served, from the first appointment to now."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from django.utils.translation import gettext_lazy as _

from tidtam.products.academic.rulebook.choices import Part, Stage
from tidtam.products.academic.rulebook.structure import ServicePost
from tidtam.thai.dates import PartialDate

from .findings import Day, Said, cannot_tell, fails
from .look import Look, exact_day, is_empty, numbered, read_day, wanting_day
from .registry import rule

_POSTS = "/history/posts"


@dataclass(frozen=True, slots=True)
class _Held:
    """A position whose time can be read."""

    place: str
    post: ServicePost
    began: PartialDate
    ended: PartialDate | None
    """Nothing while it is held."""

    @property
    def until_surely(self) -> date:
        return self.ended.earliest if self.ended else date.max

    @property
    def until_perhaps(self) -> date:
        return self.ended.latest if self.ended else date.max


@rule("DOC-105", _("Service history without gaps"), part=Part.HISTORY, stage=Stage.APPLICANT)
def service_without_gaps(look: Look) -> Iterator[Said]:
    posts = look.dossier.history.posts
    if not posts:
        yield fails(
            _POSTS,
            _("The service history is missing."),
            _("Enter every position and agency from the first appointment to now."),
        )
    held: list[_Held] = []
    for place, post in numbered(_POSTS, posts):
        yield from _post_facts(place, post)
        time = _time_of(look, place, post)
        if isinstance(time, _Held):
            held.append(time)
        elif time is not None:
            yield time
    if len(held) == len(posts):
        own = sorted((one for one in held if not one.post.is_concurrent), key=lambda one: one.began.earliest)
        yield from _gaps(look, own)
        yield from _overlaps(own)


def _time_of(look: Look, place: str, post: ServicePost) -> _Held | Said | None:
    """Nothing where a date is missing or cannot be read, which is said of it anyway."""
    began, ended = read_day(post.began_on), read_day(post.ended_on)
    if began is None or (ended is None and not post.is_current):
        return None
    if ended is not None and ended.latest < began.earliest:
        return fails(
            f"{place}/ended_on",
            _("The position ends before it begins."),
            _("Check from when until when the position was held."),
        )
    if post.is_current and ended is not None and ended.latest < look.as_of:
        return fails(
            f"{place}/ended_on",
            _("The position is said to be held now, but also to have ended."),
            _("Correct whichever is wrong."),
        )
    return _Held(place, post, began, None if post.is_current else ended)


def _post_facts(place: str, post: ServicePost) -> Iterator[Said]:
    if is_empty(post.position):
        yield fails(f"{place}/position", _("The position is missing."), _("Write the position that was held."))
    if is_empty(post.agency):
        yield fails(f"{place}/agency", _("The agency is missing."), _("Write the agency of this position."))
    if is_empty(post.began_on):
        yield fails(
            f"{place}/began_on",
            _("It is not said from when the position was held."),
            _("Write the day on which it began."),
        )
    elif read_day(post.began_on) is None:
        yield wanting_day(f"{place}/began_on", post.began_on)
    if post.is_current:
        return
    if is_empty(post.ended_on):
        yield fails(
            f"{place}/ended_on",
            _("It is not said until when the position was held."),
            _("Write the day on which it ended, or say that it is held now."),
        )
    elif read_day(post.ended_on) is None:
        yield wanting_day(f"{place}/ended_on", post.ended_on)


def _gaps(look: Look, own: list[_Held]) -> Iterator[Said]:
    """Between one's own positions; those held beside them do not fill a gap."""
    if not own:
        yield cannot_tell(_POSTS, _("Only positions held beside one's own are given, so this cannot be told."))
        return
    last = own[0]
    for one in own[1:]:
        reached = last.until_perhaps
        if reached != date.max and one.began.earliest > reached + timedelta(days=1) and is_empty(one.post.gap_reason):
            yield fails(
                f"{one.place}/began_on",
                _("Nothing is said of the time from %(from)s until %(until)s."),
                _("Enter the position held in that time, or why there was none."),
                **{"from": Day(reached + timedelta(days=1)), "until": Day(one.began.earliest - timedelta(days=1))},
            )
        last = max(last, one, key=lambda each: each.until_perhaps)
    today = exact_day(look.dossier.applicant.signature.signed_on) or look.as_of
    if last.until_perhaps < today:
        yield fails(
            f"{last.place}/ended_on",
            _("Nothing is said of the time since %(day)s."),
            _("Enter the position held now."),
            day=Day(last.until_perhaps),
        )


def _overlaps(own: list[_Held]) -> Iterator[Said]:
    """Two of one's own at once; the day on which one ends and the next begins may be the same."""
    for before, one in pairwise(own):
        if one.began.latest >= before.until_surely:
            continue
        if before.post.is_concurrent is None or one.post.is_concurrent is None:
            yield cannot_tell(
                f"{one.place}/is_concurrent",
                _("It overlaps with the position before it, and it is not said which was held beside the other."),
                _("Say of each whether it was held beside one's own position."),
            )
        else:
            yield fails(
                f"{one.place}/began_on",
                _("It overlaps with the position before it, and neither is said to have been held beside the other."),
                _("Check the dates, or say which of the two was held beside one's own."),
            )
