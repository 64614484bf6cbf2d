"""What script/* do between a fresh clone and a command that runs. Standard library only, Python 3.11 or newer."""
