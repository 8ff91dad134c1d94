"""Guesses from file names: the longest fitting words win, then the named person, level and empty rows."""

from __future__ import annotations

from dataclasses import replace

import pytest

from jifen_desktop.domain.ids import District, Level, PointsPath, Service
from jifen_desktop.domain.plan import Material
from jifen_desktop.domain.submission import Education
from jifen_desktop.rulebook.load import load_rulebook
from jifen_desktop.rulebook.plan import make_plan
from jifen_desktop.rulebook.who import Circumstances
from jifen_desktop.services.guess import Candidate, guess
from tests.support.samples import ON


@pytest.fixture(scope="module")
def rows() -> tuple[Material, ...]:
    """Every row that an applicant with two levels and all points paths has."""
    held = (Education(Level.ASSOCIATE), Education(Level.BACHELOR))
    who = Circumstances(held, tuple(PointsPath), 2, False)
    plan = make_plan(load_rulebook(), District.XUHUI, Service.NEW, who, on=ON)
    return plan.materials


def best(name: str, rows: tuple[Material, ...], current: str = "a") -> str:
    """The row guessed for one person, or nothing."""
    found = guess(name, [Candidate("a", "张三", m) for m in rows], current)
    return found.material.id if found else ""


@pytest.mark.parametrize(
    ("name", "material"),
    [
        ("身份证正面.jpg", "id_card"),
        ("张三身份证人像面.HEIC", "id_card"),
        ("人事专员 身份证.jpg", "contact_id_card"),
        ("配偶身份证.jpg", "spouse_id_card"),
        ("居住证.jpg", "residence_permit"),
        ("户口本首页.jpg", "household_register"),
        ("配偶户口簿.jpg", "spouse_household_register"),
        ("劳动合同_2024.pdf", "labour_contract"),
        ("本科毕业证.jpg", "diploma.bachelor"),
        ("大专毕业证书.jpg", "diploma.associate"),
        ("教育部学历证书电子注册备案表_本科.pdf", "chsi_filing.bachelor"),
        ("学籍在线验证报告（专科）.pdf", "chsi_status.associate"),
        ("学士学位证书.jpg", "degree.bachelor"),
        ("中国高等教育学位在线验证报告.pdf", "degree_report.bachelor"),
        ("近48个月个税完税证明.pdf", "tax_certificate_48_months"),
        ("完税证明.pdf", "tax_certificate"),
        ("营业执照副本.png", "business_licence"),
        ("结婚证.jpg", "marriage_certificate"),
        ("离婚证.jpg", "divorce_papers"),
        ("IMG_2031.jpg", ""),
        ("微信图片_20261123.jpg", ""),
        ("", ""),
    ],
)
def test_names_people_use(rows: tuple[Material, ...], name: str, material: str) -> None:
    assert best(name, rows) == material


def test_every_row_is_guessed_from_its_own_name(rows: tuple[Material, ...]) -> None:
    wrong = {
        m.name: best(f"{m.name}.pdf", rows)
        for m in rows
        if best(f"{m.name}.pdf", rows).partition(".")[0] != m.id.partition(".")[0]
    }
    assert wrong == {}


def test_the_person_in_the_name_wins_over_the_current_one(rows: tuple[Material, ...]) -> None:
    people = [Candidate("a", "张三", m) for m in rows] + [Candidate("b", "李四", m) for m in rows]
    named = guess("李四-身份证.jpg", people, "a")
    assert named is not None
    assert (named.owner, named.material.id) == ("b", "id_card")
    unnamed = guess("身份证.jpg", people, "b")
    assert unnamed is not None
    assert unnamed.owner == "b"


def test_an_empty_row_wins_over_a_full_one(rows: tuple[Material, ...]) -> None:
    def full(material: Material) -> bool:
        return material.id == "diploma.associate"

    people = [Candidate("a", "张三", m, empty=not full(m)) for m in rows]
    found = guess("毕业证书.jpg", people, "a")
    assert found is not None
    assert found.material.id == "diploma.bachelor"


def test_a_person_called_like_a_paper_does_not_mislead(rows: tuple[Material, ...]) -> None:
    people = [replace(Candidate("a", "毕业", m)) for m in rows]
    found = guess("毕业 身份证.jpg", people, "a")
    assert found is not None
    assert found.material.id == "id_card"
