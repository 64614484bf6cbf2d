class ClusterMistake(Exception):
    """The private PostgreSQL cannot be had; the text says why and what to do."""
