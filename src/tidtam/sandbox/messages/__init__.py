"""Gateways for text messages and for LINE that only show what they were given, for demonstration and tests.

In production nothing of it can be imported, so that nothing of it can be routed or switched on.
"""

import os

if os.environ.get("TIDTAM_ENV") not in {"demonstration", "test"}:
    raise ImportError("the sandbox for messages exists for TIDTAM_ENV=demonstration and TIDTAM_ENV=test only")
