"""What the bureau has chosen for its three tiers (三级处置机制): thresholds, periods, minutes (本局要求)."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class SettleFirst(_Strict):
    """Settling first (先行和解): ``days`` working days for the enterprise or the service point.

    ``acceptance``: whether the period of acceptance begins ``anew`` when the complaint comes back to the
    bureau, or has ``run_on`` meanwhile. No article says; see docs/legal-choices.md. ``contact_hours`` are the
    hours within which a partner should first get in touch: counted in the scorecard, nothing hangs on it.
    """

    days: int = Field(default=10, ge=1, le=60)
    acceptance: Literal["anew", "run_on"] = "anew"
    contact_hours: int = Field(default=24, ge=1, le=240)


class KeyThresholds(_Strict):
    """When an enterprise is proposed as a key one (重点企业): any one of three, over twelve months.

    ``matters`` received; or ``growth`` over the twelve months before (0.5 is half as many again); or
    ``unresolved`` share of the ended complaints. The last two count from ``least`` matters on. A listed one
    below the share ``far_below`` of ``matters``, of which none of the three is true, is proposed to be ended.
    """

    matters: int = Field(default=100, ge=1)
    growth: float = Field(default=0.5, ge=0)
    unresolved: float = Field(default=0.5, ge=0, le=1)
    least: int = Field(default=20, ge=1)
    far_below: float = Field(default=0.5, ge=0, le=1)


class Regulars(_Strict):
    """Every how many weeks each of the four regulars (四定时) takes place with a key enterprise."""

    check_in: int = Field(default=1, ge=1, le=52)
    deadlines: int = Field(default=1, ge=1, le=52)
    feedback: int = Field(default=4, ge=1, le=52)
    symposium: int = Field(default=13, ge=1, le=52)


class PartnerThresholds(_Strict):
    """When a scorecard says something: shares from 0 to 1, over the period it is made for.

    A partner ``slips`` where a share falls by so much against the period before; it is proposed to drop one
    below ``settled`` or ``on_time``, and to add an enterprise of ``matters`` complaints of which
    ``settled`` were settled. Nothing is said on fewer than ``least`` complaints.
    """

    settled: float = Field(default=0.5, ge=0, le=1)
    on_time: float = Field(default=0.8, ge=0, le=1)
    slips: float = Field(default=0.15, ge=0, le=1)
    matters: int = Field(default=30, ge=1)
    least: int = Field(default=5, ge=1)


class Minutes(_Strict):
    """Minutes of an officer's work for each act that a complaint settled before acceptance saves."""

    accept: int = Field(default=15, ge=0, le=600)
    invite: int = Field(default=10, ge=0, le=600)
    mediate: int = Field(default=60, ge=0, le=600)
    documents: int = Field(default=20, ge=0, le=600)
    close: int = Field(default=10, ge=0, le=600)

    @property
    def a_complaint(self) -> int:
        """Minutes of one complaint from acceptance to its end."""
        return self.accept + self.invite + self.mediate + self.documents + self.close


class Tiers(_Strict):
    """All of it, as it stands under ``tiers`` in the locality."""

    settle_first: SettleFirst = SettleFirst()
    key_enterprises: KeyThresholds = KeyThresholds()
    regulars: Regulars = Regulars()
    partners: PartnerThresholds = PartnerThresholds()
    minutes: Minutes = Minutes()
