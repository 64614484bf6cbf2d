"""The JSON schema of a dossier, for those who write or read one with programs of their own."""

import json
from typing import Any

from django.utils.translation import override

from .structure import Dossier


def schema() -> dict[str, Any]:
    with override("en"):
        made = Dossier.model_json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **made, "title": "A dossier of Tidtam"}


def schema_text() -> str:
    return json.dumps(schema(), ensure_ascii=False, indent=2)
