"""A ThaiD of our own, for demonstration and tests: a process apart, with its own settings and database.

In production nothing of it can be imported, so that nothing of it can be routed or switched on.
"""

import os

if os.environ.get("TIDTAM_ENV") not in {"demonstration", "test"}:
    raise ImportError("the ThaiD sandbox exists for TIDTAM_ENV=demonstration and TIDTAM_ENV=test only")
