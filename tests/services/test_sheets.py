"""The guide says whom to telephone, and stops asking for a number once it was entered."""

from __future__ import annotations

from datetime import date

import pytest

from jifen_desktop.delivery.sheet import sheet_text
from jifen_desktop.domain.ids import ChannelKind, District, Service
from jifen_desktop.domain.submission import Centre, Submission
from jifen_desktop.rulebook.case_plan import case_plan
from jifen_desktop.rulebook.load import load_rulebook
from jifen_desktop.services.sheets import guide_of, preparation_of

ON = date(2026, 11, 23)
BOOK = load_rulebook()
LOST = "通知没有留下中心电话"


def guide(district: District, service: Service, centre: Centre) -> str:
    submission = Submission(district, service, ON, centre=centre)
    return sheet_text(guide_of(BOOK, submission, case_plan(BOOK, submission).base))


@pytest.mark.parametrize(
    ("district", "service"),
    [
        (District.CHANGNING, Service.NEW),
        (District.PUDONG, Service.NEW),
        (District.MINHANG, Service.SUPPLEMENT),
    ],
)
def test_where_one_has_to_telephone_the_number_stands_on_the_guide(
    district: District, service: Service
) -> None:
    assert "中心电话：021-00000000（用户填写）" in guide(
        district, service, Centre(phone="021-00000000")
    )
    assert "中心电话：通知里已缺失" in guide(district, service, Centre())


def test_nobody_is_told_to_look_for_what_was_entered() -> None:
    assert LOST in guide(District.CHANGNING, Service.NEW, Centre())
    assert LOST not in guide(District.CHANGNING, Service.NEW, Centre(phone="021-00000000"))
    pair = District.PUDONG, Service.SUPPLEMENT
    for address, asked in (("", True), ("上海市样本区样本路2号", False)):
        submission = Submission(*pair, ON, centre=Centre(address=address))
        plan = case_plan(BOOK, submission).base
        assert plan.channel(ChannelKind.COURIER)
        assert ("通知没有写收件地址" in sheet_text(preparation_of(plan))) == asked


def test_an_online_business_asks_for_no_telephone() -> None:
    assert "中心电话" not in guide(District.MINHANG, Service.RENEWAL, Centre())
