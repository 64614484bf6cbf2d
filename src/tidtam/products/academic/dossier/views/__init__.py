"""The pages of a dossier. It carries the id of the request it belongs to, so that both have one address."""

from .carrying import export, import_file
from .checking import check, override
from .entries import remove
from .pages import file, page
from .tasks import tasks

__all__ = ["check", "export", "file", "import_file", "override", "page", "remove", "tasks"]
