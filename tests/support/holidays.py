"""A made-up year of holidays in the form in which years are published."""

from __future__ import annotations

from datetime import date
from typing import Final

from jifen_desktop.rulebook.holidays import DaysOff

NOTICE_2027: Final = """样本通知（2026年11月5日）
2027年节假日安排：
一、元旦：1月1日（周五）至3日（周日）放假，共3天。
二、春节：2月5日（除夕、周五）至11日（周四）放假调休，共7天。1月9日（周六）、2月20日（周六）上班。
三、清明节：4月3日（周六）至5日（周一）放假。
四、劳动节：5月1日（周六）至5日（周三）放假调休。５月８日（星期六）上班。
五、端午节：6月9日（周三）放假1天，不调休。
六、国庆节：10月1日（周五）至7日（周四）放假调休，9月26日（周日）上班。
假期里做好值班。
2026年11月5日
"""
DAYS_2027: Final = DaysOff(
    (
        (date(2027, 1, 1), date(2027, 1, 3)),
        (date(2027, 2, 5), date(2027, 2, 11)),
        (date(2027, 4, 3), date(2027, 4, 5)),
        (date(2027, 5, 1), date(2027, 5, 5)),
        (date(2027, 6, 9), date(2027, 6, 9)),
        (date(2027, 10, 1), date(2027, 10, 7)),
    ),
    (date(2027, 1, 9), date(2027, 2, 20), date(2027, 5, 8), date(2027, 9, 26)),
)
