"""Texts in two languages: English stands in code and templates, Thai in one catalogue per app.

`python -m tidtam.config.messages compile` runs before Django can start; nothing here needs its settings.
"""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[2]
"""src/tidtam"""
