"""Where in a TOML file a thing stands, so that a mistake can name its line."""

import re
from collections import Counter

Path = tuple[str | int, ...]

_HEADER = re.compile(r"^\s*(\[\[?)\s*([A-Za-z0-9_.\- ]+?)\s*\]\]?\s*(#.*)?$")
_ENTRY = re.compile(r"^\s*([A-Za-z0-9_-]+)(\s*\.\s*[A-Za-z0-9_-]+)*\s*=")
_LONG_TEXT = re.compile("'''|\"\"\"")


class Places:
    """The line of every table and entry; what stands inside an inline table has its entry's line."""

    def __init__(self, text: str) -> None:
        self._lines: dict[Path, int] = {}
        self._counts: Counter[Path] = Counter()
        table: Path = ()
        inside_long_text = False
        for number, line in enumerate(text.splitlines(), start=1):
            if not inside_long_text:
                table = self._note(line, number, table)
            if len(_LONG_TEXT.findall(line)) % 2:
                inside_long_text = not inside_long_text

    def _note(self, line: str, number: int, table: Path) -> Path:
        if header := _HEADER.match(line):
            table = self._resolve(header[2].split("."), new=header[1] == "[[")
            self._lines[table] = number
        elif entry := _ENTRY.match(line):
            self._lines.setdefault((*table, entry[1]), number)
        return table

    def _resolve(self, names: list[str], *, new: bool) -> Path:
        """`[[steps.outcomes]]` means a new outcome of the step that was begun last."""
        path: Path = ()
        for depth, name in enumerate(names):
            path = (*path, name.strip())
            if new and depth == len(names) - 1:
                self._counts[path] += 1
            if count := self._counts[path]:
                path = (*path, count - 1)
        return path

    def line(self, path: Path) -> int | None:
        """The line of the thing itself, or of the nearest thing around it."""
        while path:
            if path in self._lines:
                return self._lines[path]
            path = path[:-1]
        return None


def words_for(path: Path) -> str:
    """`steps 3 › outcomes 1 › next`, counted as people count."""
    words: list[str] = []
    for part in path:
        if isinstance(part, int):
            words[-1] += f" {part + 1}"
        else:
            words.append(part)
    return " › ".join(words)
