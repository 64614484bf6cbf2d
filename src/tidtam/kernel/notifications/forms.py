from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tidtam.web.forms import BaseForm

from .choices import Channel
from .queries import Choice


class ChannelsForm(BaseForm):
    """One group of ticks for each channel: which kinds of notices come that way."""

    def __init__(self, choices: Iterable[Choice], *args: Any, **kwargs: Any) -> None:
        optional = [choice for choice in choices if choice.is_optional]
        super().__init__(*args, **kwargs)
        for channel in Channel:
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
        return frozenset((kind, channel) for channel in Channel.values for kind in self.cleaned_data[channel])
