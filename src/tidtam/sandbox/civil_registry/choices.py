from django.db import models
from django.utils.translation import gettext_lazy as _


class Behaviour(models.TextChoices):
    """How it meets every question, until somebody chooses otherwise."""

    NORMAL = "normal", _("It answers as it should")
    DOWN = "down", _("It answers with an error (500)")
    SILENT = "silent", _("It says nothing for 30 seconds")
    GARBAGE = "garbage", _("It answers what nobody can read")
    INCOMPLETE = "incomplete", _("It says that too little was given (code 5)")
