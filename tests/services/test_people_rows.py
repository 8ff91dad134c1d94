"""People pasted from a table."""

from __future__ import annotations

from datetime import date

import pytest

from jifen_desktop.domain.submission import Applicant, Company
from jifen_desktop.services.centre import flow_into, purposes_of
from jifen_desktop.services.edit import new_submission
from jifen_desktop.services.people import add_rows, fit_people, masked, put_back, take_back
from jifen_desktop.services.table import TableRow, is_table, rows_of
from jifen_desktop.services.typed import compact, plain

ON = date(2026, 11, 23)
A, B = "310101199001010012", "31010119900101023X"


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (f"张三\t{A}", [TableRow("张三", A)]),
        (f"姓名\t身份证号码\r\n张三\t{A}\r\n", [TableRow("张三", A)]),
        (f"1\t张三\t{A}\t备注\n2\t李四\t{B.lower()}", [TableRow("张三", A), TableRow("李四", B)]),
        (f"{A}\t张三", [TableRow("张三", A)]),
        (f"张三,{A}\n李四，{B}", [TableRow("张三", A), TableRow("李四", B)]),
        (f"张三 {A}", [TableRow("张三", A)]),
        (f"张三\t'{A}", [TableRow("张三", A)]),
        ("张三\t3.10101E+17", [TableRow("张三", "")]),
        (f"阿依古丽·买买提\t{A}", [TableRow("阿依古丽·买买提", A)]),
        (
            f"部门\t姓名\t身份证号码\n销售部\t张三\t{A}\n\t李四\t{B}",
            [TableRow("张三", A), TableRow("李四", B)],
        ),
        (f"姓名\t部门\t身份证号码\n张三\t人事\t{A}\n合计\t1人\t", [TableRow("张三", A)]),
        (f"男\t张三\t{A}\n女\t李四\t{B}", [TableRow("张三", A), TableRow("李四", B)]),
        (f"销售部\t张三\t汉族\t{A}", [TableRow("张三", A)]),
        (
            "张三\n阿依古丽·买买提\nMARIA DEL CARMEN",
            [TableRow(n, "") for n in ("张三", "阿依古丽·买买提", "MARIA DEL CARMEN")],
        ),
        ("张三　３１０１０１１９９００１０１００１２", [TableRow("张三", A)]),
        (f"张三\t{A[:6]} {A[6:14]} {A[14:]}", [TableRow("张三", A)]),
        ("请各位同事把身份证号发给我，谢谢！\n收到请回复", []),
        ("合计\t2人", []),
        ("\n\n", []),
        ("12345\t67890", []),
    ],
)
def test_rows_are_read_in_any_order_of_columns(text: str, rows: list[TableRow]) -> None:
    assert list(rows_of(text)) == rows


def test_what_is_a_table() -> None:
    assert is_table("张三\t1")
    assert is_table("张三\n李四")
    assert not is_table("张三\n")


def test_blank_cards_are_filled_first_and_known_people_left_out() -> None:
    start = new_submission(ON, Company())
    once, keys = add_rows(start, [TableRow("张三", A), TableRow("李四", "")])
    assert [a.name for a in once.applicants] == ["张三", "李四"]
    assert once.applicants[0].key == start.applicants[0].key
    twice, added = add_rows(once, [TableRow("张三", A), TableRow("王五", B)])
    assert [a.name for a in twice.applicants] == ["张三", "李四", "王五"]
    assert len(added) == 1
    assert take_back(twice, added) == once
    assert take_back(once, keys).applicants == ()


def test_removed_person_comes_back_to_the_same_place_once() -> None:
    start = new_submission(ON, Company())
    full, _ = add_rows(start, [TableRow("张三", A), TableRow("李四", B)])
    gone = full.applicants[0]
    less = take_back(full, [gone.key])
    assert put_back(less, gone, 0) == full
    assert put_back(full, gone, 0) == full


def test_cards_fit_the_business() -> None:
    start = new_submission(ON, Company())
    alone = fit_people(start, company_only=True)
    assert alone.applicants == ()
    assert len(fit_people(alone, company_only=False).applicants) == 1
    full, _ = add_rows(start, [TableRow("张三", A)])
    assert fit_people(full, company_only=True) == full


@pytest.mark.parametrize(("number", "shown"), [(A, "310***********0012"), ("123", "123"), ("", "")])
def test_numbers_are_masked(number: str, shown: str) -> None:
    assert masked(number) == shown


def test_centre_data_reaches_only_its_district() -> None:
    from jifen_desktop.domain.ids import District, Purpose
    from jifen_desktop.domain.submission import Centre
    from jifen_desktop.rulebook.load import load_rulebook

    book = load_rulebook()
    assert purposes_of(book, District.JINGAN) == (
        Purpose.POINTS,
        Purpose.EDUCATION,
        Purpose.EDUCATION_WORD,
    )
    assert purposes_of(book, District.CHANGNING) == ()
    submission = new_submission(ON, Company())
    centre = Centre(phone="1")
    assert flow_into(submission, {District.MINHANG: centre}) == submission
    assert flow_into(submission, {submission.district: centre}).centre == centre
    assert Applicant().key == ""


def test_full_width_signs_of_an_input_method_are_read_as_plain_ones() -> None:
    assert plain(" ０２１－５５５５００００ ") == "021-55550000"
    assert plain("ａ＠ｅｘａｍｐｌｅ．ｃｏｍ") == "a@example.com"
    assert compact("３１０１０１ 19900101 001ｘ") == "31010119900101001X"
