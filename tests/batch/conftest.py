from __future__ import annotations

import sys

from .office import BATCH

# The scripts' Python files find one another as they do when a script runs one of them: beside it.
sys.path.insert(0, str(BATCH))
