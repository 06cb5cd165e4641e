"""How a reply is read by its words: whether it explains and answers, whom it blames, what it gives away."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, pairwise

from xiaobao.mining.reply_settings import Answers, Explains, Settings

_CLAUSE = re.compile(r"[。！!？?；;，,：:]")
_SENTENCE = re.compile(r"(?<=[。！!？?；;\n])")
_SPACE = re.compile(r"\s+")
PASSAGE = 120
"""Characters of a passage shown at most."""


@dataclass(frozen=True)
class Check:
    """One check of one reply. ``met`` is None where it cannot be said; ``score`` where there is a measure."""

    check: str
    met: bool | None
    passage: str
    why: str
    score: float | None = None


def plain(text: str) -> str:
    """Return the text without white space."""
    return _SPACE.sub("", text)


def explains(reply: str, told: Explains) -> float:
    """Return how much a reply says: weighted characters and the words of reason in it.

    Counting ends at ``told.enough``, which long replies pass in their first lines.
    """
    score = 0.0
    for clause in _CLAUSE.split(_either(told.nothing).sub("", plain(reply))):
        score += _weight(clause, told) * len(clause)
        score += told.cue_worth * len(_either(told.cues).findall(clause))
        if score >= told.enough:
            return told.enough
    return score


def explained(reply: str, told: Explains) -> Check:
    """Check **explains** (说明理由)."""
    score = round(explains(reply, told), 1)
    met = score >= told.threshold
    found = next((one for one in _SENTENCE.split(plain(reply)) if _either(told.cues).search(one)), "")
    if met:
        why = f"说明了情况或者理由（{score:g}分，提示线{told.threshold:g}分）"
    else:
        kinds = "、".join(dict.fromkeys(_kinds(reply, told))) or "内容很短"
        why = f"没有说明理由（{score:g}分，低于提示线{told.threshold:g}分）：{kinds}"
    return Check("explains", met, _cut(found or plain(reply)), why, score)


def answered(asked: str, reply: str, told: Answers) -> Check | None:
    """Check **answers** (回应诉求); None where nothing asked can be made out."""
    sentences = [one for one in _SENTENCE.split(asked) if _either((told.cues,)).search(one)] or [asked]
    wanted = set().union(*(_pairs(one, told.empty) for one in sentences))
    if not wanted:
        return None
    said = _pairs(reply, told.empty)
    share = round(len(wanted & said) / len(wanted), 3)
    met = share >= told.share
    most = min(sentences, key=lambda one: _covered(one, said, told.empty))
    why = f"诉求中的词有{share:.0%}在答复里提到" + (
        "" if met else f"，低于{told.share:.0%}，可能没有回应诉求"
    )
    return Check("answers", met, _cut(plain(most)), why, share)


def blameless(reply: str, told: Settings) -> Check:
    """Check **no_blame** (不指责消费者)."""
    found = _either(told.blame).search(plain(reply))
    if found is None:
        return Check("no_blame", True, "", "没有指责消费者的说法")
    return Check("no_blame", False, _around(reply, found), f"有指责消费者的说法：“{found[0]}”")


def impersonal(reply: str, told: Settings) -> Check:
    """Check **no_personal** (不含个人信息); the passage leaves out what was found."""
    said = plain(reply)
    kinds = [one.name for one in told.personal if _either(one.words).search(said)]
    if not kinds:
        return Check("no_personal", True, "", "没有发现个人信息")
    return Check("no_personal", False, "", f"含有个人信息：{'、'.join(kinds)}，发出前应当删去")


def hidden(text: str, told: Settings) -> str:
    """Return a passage with the personal data in it replaced by what it is."""
    for one in told.personal:
        text = _either(one.words).sub(f"〔{one.name}〕", text)
    return text


def remedied(reply: str, told: Settings, *, decision: str, outcome: str) -> Check | None:
    """Check **remedies** (告知救济途径) where something was refused; None where nothing was."""
    if decision not in ("declined", "not_filed") and outcome != "failed":
        return None
    found = _either(told.remedies).search(plain(reply))
    if found is not None:
        return Check("remedies", True, _around(reply, found), f"告知了救济途径：{found[0]}")
    basis = "（121号令第十五条第二款）" if decision == "declined" else ""
    return Check("remedies", False, "", f"没有告知其他解决途径或者救济途径{basis}")


def _weight(clause: str, told: Explains) -> float:
    kind = next((one for one in told.discounts if _either(one.words).search(clause)), None)
    return kind.weight if kind else 1.0


def _kinds(reply: str, told: Explains) -> Iterable[str]:
    for clause in _CLAUSE.split(plain(reply)):
        kind = next((one for one in told.discounts if _either(one.words).search(clause)), None)
        if kind:
            yield kind.name


def _pairs(text: str, empty: str) -> set[tuple[str, str]]:
    return set(chain.from_iterable(map(pairwise, _words(empty).findall(text))))


@lru_cache(maxsize=4)
def _words(empty: str) -> re.Pattern[str]:
    """Runs of letters, figures and characters, without the empty ones."""
    return re.compile(rf"[^\W_{re.escape(empty)}]+")


def _covered(sentence: str, said: set[tuple[str, str]], empty: str) -> float:
    wanted = _pairs(sentence, empty)
    return len(wanted & said) / len(wanted) if wanted else 1.0


def _around(reply: str, found: re.Match[str]) -> str:
    sentences = _SENTENCE.split(plain(reply))
    return _cut(next((one for one in sentences if found[0] in one), found[0]))


def _cut(text: str) -> str:
    return text if len(text) <= PASSAGE else text[: PASSAGE - 1] + "…"


@lru_cache(maxsize=64)
def _either(expressions: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{one})" for one in expressions))
