import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FILE = Path(__file__).parents[2] / "data" / "department.toml"


@dataclass(frozen=True)
class DepartmentWords:
    units: list[str]
    academic_posts: list[str]
    general_posts: list[str]
    works: list[str]
    agencies: list[str]
    reasons_to_go: list[str]
    reasons_to_leave: list[str]
    defects: list[str]


@cache
def words() -> DepartmentWords:
    return DepartmentWords(**tomllib.loads(_FILE.read_text("utf-8")))
