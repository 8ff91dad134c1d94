"""What the steps are called."""

from __future__ import annotations

from jifen_desktop.flow.step import Step

TITLES = {
    Step.PAIR: "业务与区",
    Step.PEOPLE: "单位与申请人",
    Step.EDUCATION: "学历与学位",
    Step.MATERIALS: "材料",
    Step.REVIEW: "核对",
    Step.EXPORT: "导出",
}
