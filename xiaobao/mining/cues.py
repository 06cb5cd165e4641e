"""Problem (问题类别), urgency (紧急程度) and harm (危害程度) by lists of words; the word is the reason."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set

from xiaobao.mining.classify_settings import Amount, Classify, Cue
from xiaobao.mining.label_rows import HARM, PROBLEM, RULE, URGENCY, LabelRow

FEN = 100
"""A yuan has so many."""


def of(
    matter: int, text: str, found: Set[str], paid_fen: int | None, problem_told: bool, settings: Classify
) -> Iterator[LabelRow]:
    """Yield what the words of a text, and the amount paid (fen), say of problem, urgency and harm.

    ``found`` are the words of any list that stand in the text; ``problem_told``: the file says the problem.
    """
    problem = () if problem_told else settings.problem
    for scheme, cues in ((PROBLEM, problem), (URGENCY, settings.urgency), (HARM, settings.harm)):
        for cue in cues:
            if _likely(cue, found) and (met := words_met(cue, text)):
                why = f"文中有“{'”“'.join(met)}”"
                yield LabelRow(matter, scheme, cue.label, None, cue.band, RULE, why)
    yield from _large(matter, paid_fen, settings.amount)


def _likely(cue: Cue, found: Set[str]) -> bool:
    groups = cue.groups or (cue.words,)
    return all(not found.isdisjoint(group) for group in groups)


def words_met(cue: Cue, text: str) -> tuple[str, ...]:
    """Return the words a cue is seen by: the first of each group; none where one group is missing."""
    for phrase in cue.unless:
        text = text.replace(phrase, "")
    if cue.words:
        return _most_telling([word for word in cue.words if word in text])
    firsts = [next((word for word in group if word in text), "") for group in cue.groups]
    return tuple(firsts) if all(firsts) else ()


def _most_telling(words: Sequence[str]) -> tuple[str, ...]:
    """Return up to three words, none that lies in another one."""
    return tuple(one for one in words if not any(one != other and one in other for other in words))[:3]


def _large(matter: int, paid_fen: int | None, amount: Amount) -> Iterator[LabelRow]:
    if paid_fen is not None and paid_fen >= amount.least_yuan * FEN:
        why = f"金额{paid_fen // FEN}元，达到{amount.least_yuan}元"
        yield LabelRow(matter, HARM, amount.label, None, amount.band, RULE, why)
