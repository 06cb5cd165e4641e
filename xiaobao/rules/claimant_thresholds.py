"""From how many complaints a year a locality calls it frequent (职业索赔的量化标准): off by default.

令121 第十七条第一款 names factors and no number. 第二款 lets bureaus of a 设区的市 or above refine them, so a
district may only repeat what its city has laid down, and says where.
"""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field, model_validator


class ClaimantThresholds(BaseModel):
    """Complaints by one person within 365 natural days; None: counts are shown, and nothing is said of them.

    ``year``: from here on they count as many; ``active``: as very many. ``basis`` names the document of the
    city or above that says so, without which no number may stand here.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    year: int | None = Field(default=None, ge=2)
    active: int | None = Field(default=None, ge=2)
    basis: str = ""

    @model_validator(mode="after")
    def _numbers_have_a_basis(self) -> ClaimantThresholds:
        if (self.year or self.active) and not self.basis.strip():
            raise ValueError("职业索赔的量化标准须注明设区的市级以上部门的文件（121号令第十七条第二款）")
        if self.year and self.active and self.active < self.year:
            raise ValueError("职业索赔的量化标准中，active不应小于year")
        return self
