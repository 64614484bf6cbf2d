"""An HR system of our own, for demonstration and tests: it tells of invented staff what DPIS tells of real ones.

In production nothing of it can be imported, so that nothing of it can be routed or switched on.
"""

import os

if os.environ.get("TIDTAM_ENV") not in {"demonstration", "test"}:
    raise ImportError("the sandbox of DPIS exists for TIDTAM_ENV=demonstration and TIDTAM_ENV=test only")
