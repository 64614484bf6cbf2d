"""The process that plays the outside world: every sandbox with an address of its own, beside the product.

A sandbox joins it by one line in sandboxes.py; none knows of another. In production nothing of it can be imported.
"""

import os

if os.environ.get("TIDTAM_ENV") not in {"demonstration", "test"}:
    raise ImportError("the sandboxes exist for TIDTAM_ENV=demonstration and TIDTAM_ENV=test only")
