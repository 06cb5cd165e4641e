"""The people and shops of the examples. All are invented.

何敏 receives, 陈思远 handles at 湖里所, 苏明 heads it, 陆一恒 leads the consumer section, 唐玥 counts, 方舟 leads the bureau, and
黎安 handles at 江头所, where the others' matters are none of her business. 温岚 handles at 湖里所 beside 陈思远; 许安
and 顾宁 see to rewards, 何清 reads the audit trail. 程默 writes the handbook, 沈知行 (a lawyer), 韩朔, 余立 and
邱岚 review it, 舒培 trains. 林晓禾 complains of
厦门青禾生鲜超市有限公司; 周喆 reports it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from xiaobao.intake.registration import Registration

SHANGHAI = ZoneInfo("Asia/Shanghai")
TODAY = date(2026, 5, 20)
NOON = datetime(2026, 5, 20, 12, 0, tzinfo=SHANGHAI)
"""A Wednesday under Order 121, in a year whose calendar is known."""
SINCE = date(2026, 1, 1)
"""The day the officers took up their posts: before the last matters under Order 20."""


@dataclass(frozen=True)
class Officer:
    """Somebody with one post."""

    username: str
    name: str
    office: str
    post: str


HE_MIN = Officer("hemin", "何敏", "intake", "intake_clerk")
CHEN_SIYUAN = Officer("chensiyuan", "陈思远", "huli", "handler")
SU_MING = Officer("suming", "苏明", "huli", "unit_head")
LU_YIHENG = Officer("luyiheng", "陆一恒", "consumer", "section_head")
TANG_YUE = Officer("tangyue", "唐玥", "consumer", "statistics")
LI_AN = Officer("lian", "黎安", "jiangtou", "handler")
FANG_ZHOU = Officer("fangzhou", "方舟", "intake", "bureau_leader")
XU_AN = Officer("xuan", "许安", "consumer", "reward_clerk")
GU_NING = Officer("guning", "顾宁", "intake", "reward_approver")
HE_QING = Officer("heqing", "何清", "intake", "auditor")
WEN_LAN = Officer("wenlan", "温岚", "huli", "handler")
CHENG_MO = Officer("chengmo", "程默", "consumer", "handbook_editor")
SHEN_ZHIXING = Officer("shenzhixing", "沈知行", "legal", "legal_expert")
HAN_SHUO = Officer("hanshuo", "韩朔", "enforcement", "section_reviewer")
YU_LI = Officer("yuli", "余立", "legal", "section_reviewer")
QIU_LAN = Officer("qiulan", "邱岚", "credit", "section_reviewer")
SECOND_REVIEWERS = (HAN_SHUO, QIU_LAN)
"""They hold the post 余立 holds, for other sections."""
SHU_PEI = Officer("shupei", "舒培", "consumer", "trainer")
ADMIN = Officer("admin", "系统管理员", "intake", "system_admin")
OFFICERS = (
    HE_MIN,
    CHEN_SIYUAN,
    SU_MING,
    LU_YIHENG,
    TANG_YUE,
    LI_AN,
    FANG_ZHOU,
    XU_AN,
    GU_NING,
    HE_QING,
    WEN_LAN,
    CHENG_MO,
    SHEN_ZHIXING,
    HAN_SHUO,
    YU_LI,
    QIU_LAN,
    SHU_PEI,
    ADMIN,
)
PASSWORD = "correct-horse-battery-staple"


def at(day: str, clock: str = "09:30") -> datetime:
    """Return a moment in Xiamen: ``at("2026-05-18")``."""
    return datetime.fromisoformat(f"{day}T{clock}:00").replace(tzinfo=SHANGHAI)


def complaint(**changes: object) -> Registration:
    """Return 林晓禾's complaint about spoiled milk, received Monday 2026-05-18, nothing decided yet."""
    return replace(_COMPLAINT, **changes)  # type: ignore[arg-type]


def report(**changes: object) -> Registration:
    """Return 周喆's report about the same shop, received the same day, nothing decided yet."""
    return replace(_REPORT, **changes)  # type: ignore[arg-type]


_COMPLAINT = Registration(
    system="platform_12315",
    external_id="13502062026051800000001",
    kind="complaint",
    channel="12315",
    route="全国12315平台APP",
    received_at=at("2026-05-18"),
    title="",
    person_name="林晓禾",
    person_phone="13900000001",
    respondent_name="厦门青禾生鲜超市有限公司",
    respondent_address="福建省厦门市湖里区湖里街道虚构路1号",
    respondent_uscc="",
    object_path=("商品（产品）", "食品", "乳制品"),
    problem_path=("投诉问题类别", "食品安全"),
    sales_mode="现场购",
    amount=Decimal("36.50"),
    content="5月16日在该店购买的酸奶已过保质期三天，店家拒绝退货。联系电话13900000001。",
    requests=("退货", "赔偿损失"),
    place="湖里街道",
    office_name="湖里市场监督管理所",
    decision="",
    decided_at=None,
    decline_reason="",
    outcome="",
    diversion="",
    closed=False,
    closed_at=None,
    recovered=None,
    fined=None,
    confiscated=None,
    reply="",
    satisfaction="",
    external_due=(),
    extra={},
    row=2,
    digest=b"complaint-digest",
)
_REPORT = replace(
    _COMPLAINT,
    external_id="13502062026051800000002",
    kind="report",
    person_name="周喆",
    person_phone="13900000002",
    problem_path=("举报问题类别", "食品安全"),
    content="该店销售超过保质期的酸奶，请查处。",
    requests=(),
    row=3,
    digest=b"report---digest-",
)
