"""One run of the clockwork (时钟): what has fallen due is claimed, computed again and acted on.

A skipped run loses nothing, a doubled one does nothing twice; whatever is killed in its middle is made good
by the next. What goes out by other ways is sent afterwards (``deliver``).
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime

from xiaobao.docket import liveness
from xiaobao.docket.actions.digest import digest
from xiaobao.docket.actions.expire_diversions import expire_diversions
from xiaobao.docket.actions.late_replies import late_replies
from xiaobao.docket.actions.supervise import supervise
from xiaobao.docket.actions.watch_again import watch_again
from xiaobao.docket.rulebook import Rulebook, current
from xiaobao.docket.stumbles import alarm_of_stumbles
from xiaobao.refusals import Unavailable
from xiaobao.writing import writing


def tick(*, at: datetime, clock: Callable[[], datetime]) -> dict[str, int]:
    """Run once for the moment ``at`` and return what was done; ``clock`` tells when it has finished.

    Raises Unavailable when the database cannot be written now; then the heartbeat stops.
    """
    rulebook = current()
    with writing():
        liveness.begun(at)
    try:
        counts = _run(at, rulebook)
    except Exception as error:
        # Where not even this can be written, the silence of the heartbeat says it.
        with suppress(Unavailable), writing():
            liveness.failed(error)
        raise
    with writing():
        liveness.finished(clock(), counts)
    return counts


def _run(at: datetime, rulebook: Rulebook) -> dict[str, int]:
    counts = {"watched": watch_again(rulebook=rulebook)}
    # First what comes back: the clocks that begin with it are looked at in the same run.
    counts["returned"] = expire_diversions(at=at, rulebook=rulebook)
    counts |= vars(supervise(at=at, rulebook=rulebook))
    counts["late_replies"] = late_replies(at=at, rulebook=rulebook)
    counts["digests"] = digest(at=at, rulebook=rulebook)
    with writing():
        alarm_of_stumbles(at=at, rulebook=rulebook)
    return counts
