"""A library of our own, for demonstration and tests: people sign in there with their Tidtam account.

It is written after the standards alone, as the services of other offices are. In production nothing of it can be
imported, so that nothing of it can be routed or switched on.
"""

import os

if os.environ.get("TIDTAM_ENV") not in {"demonstration", "test"}:
    raise ImportError("the sample service exists for TIDTAM_ENV=demonstration and TIDTAM_ENV=test only")
