import os


def issuer() -> str:
    """The only address of Tidtam that the service is given; it learns all others there."""
    return os.environ.get("TIDTAM_BASE_URL", "http://127.0.0.1:8000").rstrip("/")
