from django.db.models import TextChoices


class Measure(TextChoices):
    """What is waited for: the end of the step the matter is at, or the end of the matter."""

    STEP = "step"
    WHOLE = "whole"
