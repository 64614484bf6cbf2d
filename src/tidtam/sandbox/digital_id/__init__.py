"""A Digital ID of our own, for demonstration and tests: the provider towards services, and its registration.

In production nothing of it can be imported, so that nothing of it can be routed or switched on.
"""

import os

if os.environ.get("TIDTAM_ENV") not in {"demonstration", "test"}:
    raise ImportError("the Digital ID sandbox exists for TIDTAM_ENV=demonstration and TIDTAM_ENV=test only")
