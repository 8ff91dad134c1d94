"""People pasted from a table."""

from __future__ import annotations

from datetime import date

import pytest

from jifen_desktop.domain.submission import Applicant, Company, Submission
from jifen_desktop.intake.table import is_table, table_of
from jifen_desktop.services.centre import flow_into, purposes_of
from jifen_desktop.services.edit import new_submission
from jifen_desktop.services.people import fit_people, masked, put_back, take_back
from jifen_desktop.services.roster import Roster, add_people, read_roster
from jifen_desktop.services.roster_columns import Column, match_columns
from jifen_desktop.services.typed import compact, plain

Pair = tuple[str, str]
ON = date(2026, 11, 23)
A, B = "310101199001010012", "31010119900101023X"
C = "000000198603070013"


def pasted(text: str, submission: Submission | None = None) -> Roster:
    """The people of pasted text."""
    table = table_of(text)
    return read_roster(table, *match_columns(table), submission, ON)


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (f"张三\t{A}", [("张三", A)]),
        (f"姓名\t身份证号码\r\n张三\t{A}\r\n", [("张三", A)]),
        (f"1\t张三\t{A}\t备注\n2\t李四\t{B.lower()}", [("张三", A), ("李四", B)]),
        (f"{A}\t张三", [("张三", A)]),
        (f"张三,{A}\n李四，{B}", [("张三", A), ("李四", B)]),
        (f"张三 {A}", [("张三", A)]),
        (f"张三\t'{A}", [("张三", A)]),
        ("张三\t3.10101E+17", [("张三", "3.10101E+17")]),
        (f"阿依古丽·买买提\t{A}", [("阿依古丽·买买提", A)]),
        (
            f"部门\t姓名\t身份证号码\n销售部\t张三\t{A}\n\t李四\t{B}",
            [("张三", A), ("李四", B)],
        ),
        (f"姓名\t部门\t身份证号码\n张三\t人事\t{A}\n合计\t1人\t", [("张三", A)]),
        (f"男\t张三\t{A}\n女\t李四\t{B}", [("张三", A), ("李四", B)]),
        (f"销售部\t张三\t汉族\t{A}", [("张三", A)]),
        (
            "张三\n阿依古丽·买买提\nMARIA DEL CARMEN",
            [(n, "") for n in ("张三", "阿依古丽·买买提", "MARIA DEL CARMEN")],
        ),
        ("张三　３１０１０１１９９００１０１００１２", [("张三", A)]),
        (f"张三\t{A[:6]} {A[6:14]} {A[14:]}", [("张三", A)]),
        ("请各位同事把身份证号发给我，谢谢！\n收到请回复", []),
        ("合计\t2人", []),
        ("\n\n", []),
        ("12345\t67890", []),
    ],
)
def test_rows_are_read_in_any_order_of_columns(text: str, rows: list[Pair]) -> None:
    found = pasted(text)
    people = found.rows if Column.NAME in found.columns else ()
    assert [(row.applicant.name, row.applicant.id_number) for row in people] == rows


def test_what_is_a_table() -> None:
    assert is_table("张三\t1")
    assert is_table("张三\n李四")
    assert not is_table("张三\n")


def test_blank_cards_are_filled_first_and_known_people_left_out() -> None:
    start = new_submission(ON, Company())
    once, keys = add_people(start, pasted(f"张三\t{A}\n李四", start).rows)
    assert [a.name for a in once.applicants] == ["张三", "李四"]
    assert once.applicants[0].key == start.applicants[0].key
    twice, added = add_people(once, pasted(f"张三\t{A}\n王五\t{C}", once).rows)
    assert [a.name for a in twice.applicants] == ["张三", "李四", "王五"]
    assert len(added) == 1
    assert take_back(twice, added) == once
    assert take_back(once, keys).applicants == ()


def test_removed_person_comes_back_to_the_same_place_once() -> None:
    start = new_submission(ON, Company())
    full, _ = add_people(start, pasted(f"张三\t{A}\n李四\t{C}").rows)
    gone = full.applicants[0]
    less = take_back(full, [gone.key])
    assert put_back(less, gone, 0) == full
    assert put_back(full, gone, 0) == full


def test_cards_fit_the_business() -> None:
    start = new_submission(ON, Company())
    alone = fit_people(start, company_only=True)
    assert alone.applicants == ()
    assert len(fit_people(alone, company_only=False).applicants) == 1
    full, _ = add_people(start, pasted(f"张三\t{A}").rows)
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
