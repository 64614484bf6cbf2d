from tidtam.kernel.access.choices import ADMINISTRATIVE, Role

PERSONS_ONLY = frozenset({*ADMINISTRATIVE, Role.DATA_OFFICER})
"""Roles that no program holds: what they do, a person answers for."""


def client_roles() -> list[tuple[str, str]]:
    return [(role.value, str(role.label)) for role in Role if role not in PERSONS_ONLY]
