"""Words for every id, and clauses written place first, line second."""

from collections.abc import Mapping
from enum import StrEnum

import pytest

from jifen_desktop.domain.checklist import ItemState
from jifen_desktop.domain.ids import (
    Basis,
    ChannelKind,
    District,
    Form,
    ImageFormat,
    LabelSize,
    Level,
    Origin,
    Outcome,
    PointsPath,
    Purpose,
    Report,
    Scope,
)
from jifen_desktop.domain.source import Source
from jifen_desktop.rulebook import words
from jifen_desktop.rulebook.clauses import clause_text


@pytest.mark.parametrize(
    ("ids", "table"),
    [
        (Outcome, words.OUTCOME),
        (ChannelKind, words.CHANNEL),
        (Basis, words.BASIS),
        (Form, words.FORM),
        (Form, words.FORM_ON_PAPER),
        (ImageFormat, words.IMAGE_FORMAT),
        (ItemState, words.STATE),
        (LabelSize, words.LABEL_SIZE),
        (Purpose, words.MAILBOX),
        (Level, words.LEVEL),
        (Origin, words.ORIGIN),
        (Report, words.REPORT),
        (Scope, words.SCOPE),
        (PointsPath, words.POINTS_PATH),
    ],
)
def test_every_id_has_a_word(ids: type[StrEnum], table: Mapping[StrEnum, str]) -> None:
    assert set(table) == set(ids)
    assert all(table.values())


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (Source(Basis.STATED, (25,), ("闵行区·温馨提示1",)), "闵行区·温馨提示1 [25]"),
        (
            Source(Basis.STATED, (20, 25), ("闵行区·报送方式1", "闵行区·温馨提示1")),
            "闵行区·报送方式1、温馨提示1 [20、25]",
        ),
        (
            Source(Basis.CARRIED, (75,), ("静安区·温馨提示5",), District.JINGAN),
            "参照 静安区·温馨提示5 [75]",
        ),
        (
            Source(Basis.CARRIED, (25, 75), ("闵行区·温馨提示1", "静安区·温馨提示5")),
            "参照 闵行区·温馨提示1、静安区·温馨提示5 [25、75]",
        ),
        (
            Source(
                Basis.STATED,
                (33, 35, 36),
                ("宝山区·办理措施2", "宝山区·办理措施2·学历验证", "宝山区·办理措施2·学位验证"),
            ),
            "宝山区·办理措施2、学历验证、学位验证 [33、35、36]",
        ),
        (Source(Basis.CARRIED), "参照公开办事指南"),
        (Source(Basis.SILENT), "通知未说明"),
        (Source(Basis.STATED, (2,), ("导语",)), "导语 [2]"),
        (Source(Basis.STATED, (2,)), "通知 [2]"),
    ],
)
def test_clauses(source: Source, text: str) -> None:
    assert clause_text(source) == text
