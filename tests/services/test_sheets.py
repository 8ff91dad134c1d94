"""The guide says whom to telephone, until a number was entered; lists count what is handed in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from jifen_desktop.delivery.sheet import Sheet, sheet_text
from jifen_desktop.domain.ids import ChannelKind, District, Service
from jifen_desktop.domain.submission import Centre, Submission, with_documents
from jifen_desktop.rulebook.case_plan import case_plan
from jifen_desktop.rulebook.load import load_rulebook
from jifen_desktop.services.facts import Picture, look_at
from jifen_desktop.services.sheets import checklist_of, guide_of, packing_list_of, preparation_of
from tests.review.making import complete, context_of, document

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


def pictured(submission: Submission) -> Picture:
    return look_at(BOOK, submission, context_of(submission).facts)


def pages_of(sheet: Sheet, paper: str, column: int) -> str:
    """What a list says of a paper's pages."""
    (cells,) = [row for section in sheet.sections for row in section.rows if paper in row]
    return cells[column]


def packed(picture: Picture) -> Sheet:
    courier = picture.outputs.courier
    assert courier is not None
    return packing_list_of(picture, courier)


@pytest.mark.parametrize("district", [District.MINHANG, District.BAOSHAN])
def test_the_packing_list_counts_the_printed_sheets(district: District) -> None:
    """Both sides of a card are one sheet, and the total is that of the printed papers' footers."""
    picture = pictured(complete(district, Service.NEW))
    sheet = packed(picture)
    assert pages_of(sheet, "身份证", 2) == "1 页"
    assert dict(sheet.facts)["合计"].endswith(f"，{len(picture.outputs.prints)} 页")


def test_scans_of_stamped_sheets_are_not_counted_beside_their_papers() -> None:
    submission = complete(District.BAOSHAN, Service.NEW)
    person = submission.applicants[0]
    files = (document("a.jpg"), document("b.jpg"), replace(document("scan.jpg"), stamped=1))
    documents = with_documents(person.documents, "id_card", files)
    picture = pictured(submission.with_applicant(replace(person, documents=documents)))
    assert pages_of(packed(picture), "身份证", 2) == "1 页"
    assert pages_of(checklist_of(picture), "身份证", 1).endswith("，1 页")
    moved = pictured(replace(picture.submission, district=District.XUHUI))
    assert pages_of(packed(moved), "身份证", 2) == "1 页"
    assert pages_of(checklist_of(moved), "身份证", 1).endswith("，2 页")
