"""A PostgreSQL of this folder's own, for who has none: demonstration, tests, a developer's laptop.

Standard library only: set-up uses it before anything is installed.
"""

from .cluster import Cluster
from .mistakes import ClusterMistake
from .programs import ServerPrograms, choose_programs, find_programs

__all__ = ["Cluster", "ClusterMistake", "ServerPrograms", "choose_programs", "find_programs"]
