"""A civil registry of our own, for demonstration and tests: it checks invented cards, as the real one does real ones.

In production nothing of it can be imported, so that nothing of it can be routed or switched on.
"""

import os

if os.environ.get("TIDTAM_ENV") not in {"demonstration", "test"}:
    raise ImportError("the civil registry's sandbox exists for TIDTAM_ENV=demonstration and TIDTAM_ENV=test only")
