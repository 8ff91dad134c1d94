"""Synthetic values: formally right, and impossible to take for someone's own."""

import re
from datetime import date

import pytest
from stdnum.cn import uscc
from stdnum.iso7064 import mod_11_2

from jifen_desktop.domain.ids import Level, Purpose
from jifen_desktop.services.samples import values

PROVINCES = {
    *range(11, 16),
    *range(21, 24),
    *range(31, 38),
    *range(41, 47),
    *range(50, 55),
    *range(61, 66),
    71,
    81,
    82,
    83,
    91,
}
INDEXES = [*range(100), *range(100, 140)]


@pytest.mark.parametrize("index", INDEXES)
def test_id_number_has_a_right_check_digit_a_past_birth_date_and_no_region(index: int) -> None:
    number = values.sample_id_number(index)
    assert mod_11_2.is_valid(number)
    assert len(number) == 18
    born = date.fromisoformat(f"{number[6:10]}-{number[10:12]}-{number[12:14]}")
    assert date(1980, 1, 1) < born < date(2020, 1, 1)
    assert int(number[:2]) not in PROVINCES


def test_id_numbers_differ() -> None:
    assert len({values.sample_id_number(index) for index in INDEXES}) == len(INDEXES)


@pytest.mark.parametrize("position", range(4))
def test_a_family_has_its_own_numbers_and_the_couple_differs_in_sex(position: int) -> None:
    person = values.sample_person(position)
    spouse, child = values.spouse_of(person), values.child_of(person, 1)
    assert {person.sex, spouse.sex} == {"男", "女"}
    assert child.birth > person.birth
    assert len({p.id_number for p in (person, spouse, child, values.contact_person())}) == 4
    assert "样" in person.name


def test_the_company_is_synthetic_and_its_code_formally_valid() -> None:
    company = values.COMPANY
    assert uscc.is_valid(company.credit_code)
    assert set(company.credit_code[2:-1]) == {"0"}
    assert set(re.sub(r"^021-", "", company.phone)) == {"0"}
    assert company.email.endswith("@example.invalid")
    assert "样本" in company.name
    assert "样本" in company.address


def test_the_centre_has_a_mailbox_for_every_purpose_and_an_address_only_on_demand() -> None:
    centre = values.sample_centre(with_address=False)
    assert all(centre.mailbox(purpose).endswith("@example.invalid") for purpose in Purpose)
    assert {centre.phone, centre.dossier_phone} == {values.PHONE}
    assert not centre.address
    assert "请勿寄送" in values.sample_centre(with_address=True).address


def test_every_level_has_its_studies() -> None:
    assert set(values.STUDIES) == set(Level)


def test_a_year_on_from_29_february() -> None:
    assert values.later(date(2028, 2, 29), years=1) == date(2029, 2, 28)
