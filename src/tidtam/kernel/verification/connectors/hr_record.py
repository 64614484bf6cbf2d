"""One person as the HR system tells of them, over HTTP or in a file: the same fields, read as strictly."""

from collections.abc import Mapping
from datetime import datetime

from tidtam.thai.dates import PartialDate

from .choices import Reason, Source
from .comparing import Comparison, Entry, plain_number
from .protocol import Answer, Employment, Evidence, Unavailable

FIELDS = ("national_id", "given_name", "family_name", "birth_date", "organization_code", "organization", "position")
_LONGEST = 300


def read_record(record: Mapping[str, object]) -> Entry:
    """Every field has to be there, as a text; those after the names may be empty."""
    texts = [record.get(name) for name in FIELDS]
    if not all(isinstance(text, str) and len(text) <= _LONGEST for text in texts):
        raise Unavailable(Reason.GARBAGE)
    number, given, family, birth_date, code, organization, position = (str(text).strip() for text in texts)
    if not plain_number(number) or not given:
        raise Unavailable(Reason.GARBAGE)
    return Entry(
        national_id=plain_number(number),
        given_names=(given,),
        family_names=(family,),
        born=_born(birth_date),
        employment=Employment(organization_code=code, organization=organization, position=position),
    )


def _born(text: str) -> PartialDate | None:
    """2528-03-24 is no year of the common era anybody living was born in: such a file is not what was agreed."""
    if not text:
        return None
    try:
        parts = [int(part) for part in text.split("-")]
        born = PartialDate(*parts)
    except (ValueError, TypeError):
        raise Unavailable(Reason.GARBAGE) from None
    if not text.isascii() or not 1850 <= born.year <= 2150:
        raise Unavailable(Reason.GARBAGE)
    return born


def answer_of(compared: Comparison, now: datetime) -> Answer:
    evidence = Evidence(
        source=Source.HR_SYSTEM,
        checked=compared.checked,
        result=compared.result,
        differing=compared.differing,
        at=now,
    )
    return Answer(evidence=evidence, employment=compared.employment)
