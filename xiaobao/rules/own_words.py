"""What of a reason is the officer's own: a reason that repeats the ground it is given for is none."""

from __future__ import annotations

import difflib
import re

# House practice, not law: so many characters of an officer's own words, beyond the ground's wording.
SHORTEST_REASON = 8
# A run of so many characters in common is taken from the ground, a shorter one is how everybody writes.
_PASSAGE = 4


def own_words(words: str, text: str) -> str:
    """Return what is left of the reason ``words`` after passages taken from the ground's wording ``text``."""
    said, given = (re.sub(r"[\W_]", "", part) for part in (words, text))
    matcher = difflib.SequenceMatcher(None, said, given, autojunk=False)
    kept = list(said)
    for block in matcher.get_matching_blocks():
        if block.size >= _PASSAGE:
            kept[block.a : block.a + block.size] = [""] * block.size
    return "".join(kept)


def too_few(words: str, text: str) -> bool:
    """Tell whether a reason says too little of its own."""
    return len(own_words(words, text)) < SHORTEST_REASON


def names_a_law(words: str) -> bool:
    """Tell whether a reason names a law, regulation or rule by its title."""
    return bool(re.search(r"《.+》", words))
