"""What is wrong with a roster's cell, in Chinese: what, and what to do."""

from collections.abc import Mapping
from typing import Final

from jifen_desktop.services.roster import Trouble

TROUBLE: Final[Mapping[Trouble, str]] = {
    Trouble.NAME_MISSING: "没有姓名，填上再导入",
    Trouble.NAME_LONG: "姓名超过 60 个字，核对这一格",
    Trouble.NUMBER_LOST: "号码被表格当成数字，末几位已丢失；把这一列设为“文本”后重新填写",
    Trouble.NUMBER_WRONG: "号码不对：应为 18 位，出生日期和校验位要对得上",
    Trouble.NUMBER_TWICE: "号码与前面一行相同，只留一行",
    Trouble.NUMBER_KNOWN: "这个人已经在申报里，不用再导入",
    Trouble.DATE: "日期看不懂，写成 2026-11-23",
    Trouble.LEVEL: "学历看不懂，写成 高中、专科、本科、硕士或博士",
}
