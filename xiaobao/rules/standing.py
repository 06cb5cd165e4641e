"""Why no clock runs on an open matter: there is a clock, or there is a sentence, never silence."""

from __future__ import annotations

from xiaobao.rules.acts import State, Track
from xiaobao.rules.workflow import FINAL

PAUSED = "鉴定、检测期间不计入调解期限，等待结果"
LEFT_OUT = "检测、检验、检疫、鉴定等期间不计入期限，等待结果"
_WAITING: dict[tuple[Track, State], str] = {
    (Track.COMPLAINT, State.SETTLING): "先行和解中，届满、企业不同意或者消费者要求的，转回本局办理",
    (Track.COMPLAINT, State.DECLINED): "不予受理决定已告知，等待归档办结",
    (Track.COMPLAINT, State.SETTLED): "已达成调解，等待履行情况和归档办结",
    (Track.COMPLAINT, State.TERMINATED): "终止调解决定已告知双方，等待归档办结",
    (Track.REPORT, State.FILED): "已立案，按行政处罚程序办理",
    (Track.REPORT, State.HALTED): "中止案件调查期间不计入办案期限，原因消除后应当立即恢复",
    (Track.REPORT, State.DECIDED): "已作出处理决定，等待执行和结案",
    (Track.REPORT, State.ABANDONED): "已终止调查，等待结案",
    (Track.REPORT, State.NOT_FILED): "已决定不予立案，等待归档办结",
}
UNSTATED = "来源未载明计时所需的日期，请核对"


def why_no_clock(track: str, state: str, *, running: bool, paused: bool) -> str:
    """Return why no clock runs, in Chinese; empty while one runs or when nothing more is owed."""
    here = State(state)
    if running or here in FINAL:
        return ""
    if paused and here is not State.HALTED:
        return PAUSED if track == Track.COMPLAINT else LEFT_OUT
    return _WAITING.get((Track(track), here), UNSTATED)
