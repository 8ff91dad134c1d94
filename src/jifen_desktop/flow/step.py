"""The steps by name: all that a list of submissions needs of the flow."""

from enum import StrEnum


class Step(StrEnum):
    """The steps, in order; numbers on the rail never change, also where a step isn't needed."""

    PAIR = "pair"
    PEOPLE = "people"
    EDUCATION = "education"
    MATERIALS = "materials"
    REVIEW = "review"
    EXPORT = "export"
