"""ID numbers and credit codes."""

from __future__ import annotations

from datetime import date

import pytest

from jifen_desktop.review.numbers import credit_code_problem, id_number_problem

TODAY = date(2026, 11, 23)


def with_check_digit(first17: str) -> str:
    """By the standard's definition: the sum of digit × 2^(17-i) mod 11, told apart from our table."""
    total = sum(int(digit) * pow(2, 17 - i, 11) for i, digit in enumerate(first17))
    return first17 + "0123456789X"[(12 - total) % 11]


@pytest.mark.parametrize(
    "first17",
    ["00000019860307001", "81000019900101001", "82000020000229002", "83000019701231003"],
)
def test_a_right_number_passes_whatever_its_region(first17: str) -> None:
    assert id_number_problem(with_check_digit(first17), TODAY) is None


def test_a_small_x_and_spaces_around_are_taken_as_meant() -> None:
    number = next(
        n for i in range(100) if (n := with_check_digit(f"000000198603070{i:02d}")).endswith("X")
    )
    assert id_number_problem(f" {number.lower()} ", TODAY) is None


@pytest.mark.parametrize(
    ("number", "problem"),
    [
        ("", "id_number_length"),
        ("123", "id_number_length"),
        ("00000019860307001Y", "id_number_length"),
        ("０００００１９８６０３０７００１３", "id_number_length"),
        (with_check_digit("00000020261124001"), "id_number_birth_date"),
        (with_check_digit("00000019990229001"), "id_number_birth_date"),
        (with_check_digit("00000018000101001"), "id_number_birth_date"),
    ],
)
def test_an_impossible_number_is_told(number: str, problem: str) -> None:
    assert id_number_problem(number, TODAY) == problem


def test_every_single_wrong_digit_is_noticed() -> None:
    right = with_check_digit("00000019860307001")
    for place in range(18):
        for digit in "0123456789":
            wrong = right[:place] + digit + right[place + 1 :]
            if wrong != right:
                assert id_number_problem(wrong, TODAY) is not None


def test_credit_codes() -> None:
    assert credit_code_problem("91000000000000000K") is None
    assert credit_code_problem("910000000000000001") == "credit_code_wrong"
    assert credit_code_problem("9100") == "credit_code_wrong"
    assert credit_code_problem("N2000000000000000X") == "credit_code_unknown"
