"""What the applicant gains points by: a compact row of ticks, for the businesses that ask for it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from jifen_desktop.domain.ids import PointsPath
from jifen_desktop.rulebook.words import POINTS_PATH
from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.theme import Tone

_MOST_CHILDREN = 5


class PathsRow(w.Flow):
    """`toggled(PointsPath, bool)` and `children_chosen(int)` carry what the user changed."""

    toggled = Signal(object, bool)
    children_chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__(gap=16)
        self.setAccessibleName("积分项目")
        self.add(w.Label("积分项目", tone=Tone.TEXT2, wrap=False))
        self.checks = {path: w.CheckLine(words, path) for path, words in POINTS_PATH.items()}
        for path, check in self.checks.items():
            check.clicked.connect(lambda on, path=path: self.toggled.emit(path, on))
            self.add(check)
        options = [(str(n), f"子女 {n} 名") for n in range(1, _MOST_CHILDREN + 1)]
        self.children_field = w.SelectField("同住子女人数", options)
        self.children_field.value_chosen.connect(lambda v: self.children_chosen.emit(int(v)))
        self.add(self.children_field)

    def show_paths(self, used: frozenset[PointsPath], children: int) -> None:
        """Show what is used; no signal."""
        for path, check in self.checks.items():
            check.setChecked(path in used)
        self.children_field.setVisible(PointsPath.DEPENDANTS in used)
        self.children_field.set_value(str(min(max(children, 1), _MOST_CHILDREN)))
        self.updateGeometry()

    def focus_target(self) -> QWidget:
        """The first tick."""
        return self.checks[PointsPath.EDUCATION]
