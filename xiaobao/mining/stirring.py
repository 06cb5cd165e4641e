"""The hash of the near-copies: one 64-bit number to another, the same on every machine and engine.

The constants are this project's own and never change: keys and shingles kept in files are made with them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

STIR = np.uint64(0x9E6C63D0876A9A35)
STIR_AGAIN = np.uint64(0xC3A5C85C97CB3127)


def stirred(numbers: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Return the hash of each number; ``near_copy_kernels`` has the same, compiled."""
    mixed = (numbers + STIR_AGAIN) * STIR
    mixed ^= mixed >> np.uint64(32)
    mixed *= STIR_AGAIN
    return mixed ^ (mixed >> np.uint64(29))
