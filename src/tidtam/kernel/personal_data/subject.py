from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Subject:
    """Whose data it is: a person, and the account they sign in with. Either may be missing."""

    person_id: UUID | None
    account_id: UUID | None
