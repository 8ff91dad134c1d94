"""The whole matrix of plans against the golden file; `./dev golden` writes it anew, to be read as a diff."""

from tests.golden import PATH, matrix


def test_every_plan_is_as_the_golden_file_says() -> None:
    assert matrix().splitlines() == PATH.read_text(encoding="utf-8").splitlines()
