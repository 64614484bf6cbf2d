from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tidtam.web.forms import BaseForm

from .choices import Channel
from .gateways.push import Subscription
from .queries import Choice

_GROUPS = {"case": _("My own matters"), "work": _("Matters in my charge")}
_REST = _("Other things")


@dataclass(frozen=True)
class Tick:
    """Whether one kind comes one way."""

    id: str
    channel: Channel
    kind: str
    is_on: bool


@dataclass(frozen=True)
class Line:
    """One kind, with a tick for each way."""

    label: str
    ticks: list[Tick]


@dataclass(frozen=True)
class Group:
    title: Promise
    lines: list[Line]


class ChannelsForm(BaseForm):
    """A tick for each kind and each way: which notices come which way."""

    template_name = "notifications/_channels.html"

    def __init__(self, choices: Iterable[Choice], *args: Any, **kwargs: Any) -> None:
        optional = [choice for choice in choices if choice.is_optional]
        self._labels = {choice.kind: choice.label for choice in optional}
        super().__init__(*args, **kwargs)
        for channel in dict.fromkeys(Channel(choice.channel) for choice in optional):
            of_channel = [choice for choice in optional if choice.channel == channel]
            self.fields[channel.value] = forms.MultipleChoiceField(
                label=channel.label,
                required=False,
                choices=[(choice.kind, choice.label) for choice in of_channel],
                initial=[choice.kind for choice in of_channel if choice.is_on],
                widget=forms.CheckboxSelectMultiple,
            )

    @property
    def channels(self) -> list[Channel]:
        return [Channel(name) for name in self.fields]

    @property
    def groups(self) -> list[Group]:
        """The kinds by what they are about, one's own matters first."""
        found: dict[Promise, list[Line]] = {title: [] for title in (*_GROUPS.values(), _REST)}
        for kind, label in self._labels.items():
            found[_GROUPS.get(kind.partition(".")[0], _REST)].append(
                Line(label, [self._tick(c, kind) for c in self.channels])
            )
        return [Group(title, lines) for title, lines in found.items() if lines]

    def _tick(self, channel: Channel, kind: str) -> Tick:
        wanted = self[channel.value].value() or ()
        return Tick(f"{channel.value}-{kind.replace('.', '-')}", channel, kind, is_on=kind in wanted)

    def wanted(self) -> frozenset[tuple[str, str]]:
        """The (kind, channel) pairs that were ticked."""
        return frozenset((kind, channel) for channel in self.fields for kind in self.cleaned_data[channel])


class DeviceForm(BaseForm):
    """What a browser's push service says of itself. Whether it is sound, the action judges."""

    endpoint = forms.CharField(max_length=1_000)
    p256dh = forms.CharField(max_length=200)
    auth = forms.CharField(max_length=60)
    application_key = forms.CharField(max_length=200)

    def subscription(self) -> Subscription:
        return Subscription(**self.cleaned_data)
