from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tidtam.web.forms import BaseForm

from .choices import Channel
from .gateways.push import Subscription
from .queries import Choice


class ChannelsForm(BaseForm):
    """One group of ticks for each channel: which kinds of notices come that way."""

    def __init__(self, choices: Iterable[Choice], *args: Any, **kwargs: Any) -> None:
        optional = [choice for choice in choices if choice.is_optional]
        super().__init__(*args, **kwargs)
        for channel in dict.fromkeys(Channel(choice.channel) for choice in optional):
            of_channel = [choice for choice in optional if choice.channel == channel]
            self.fields[channel.value] = forms.MultipleChoiceField(
                label=channel.label,
                help_text=_("Tick what you want to be told this way."),
                required=False,
                choices=[(choice.kind, choice.label) for choice in of_channel],
                initial=[choice.kind for choice in of_channel if choice.is_on],
                widget=forms.CheckboxSelectMultiple,
            )

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
