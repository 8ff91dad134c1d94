"""The bars above a page: what has to be mended before going on, and a failed save."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QVBoxLayout, QWidget

from jifen_desktop.domain.errors import JifenError
from jifen_desktop.domain.findings import Finding
from jifen_desktop.messages import error_lines, finding_lines
from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.theme import Space

_MOST_LINKS = 5
_MOST_LINES = 6
_NEW_RULES = "上次保存之后，这项业务的规则更新过"
_WAIT = "等它完成或先取消，再离开这一页"


def problem_words(finding: Finding) -> str:
    """A finding as a link: whose it is and what is wrong."""
    title = finding_lines(finding)[0]
    return f"{finding.applicant_name}：{title}" if finding.applicant_name else title


def _rules_banner(seen: SignalInstance) -> w.Banner:
    """With its two ways on: to the review, which is derived by the rules of today, or simply on."""
    banner = w.Banner(w.BannerKind.WARN, "", compact=True)
    check = w.SecondaryButton("重新核对", icon="list-checks")
    check.clicked.connect(lambda: seen.emit(True))
    known = w.LinkButton("知道了")
    known.setAccessibleName("知道了：规则更新")
    known.clicked.connect(lambda: seen.emit(False))
    banner.add_action(check)
    banner.add_action(known)
    return banner


class Notices(QWidget):
    """Hidden while there is nothing to tell.

    `place_chosen(Place)` is a problem's link, `skipped` the wish to go on all the same,
    `retry_asked` the wish to save again, `rules_seen(bool)` that changed rules were taken note of, and whether the
    user wants to check the submission by them.
    """

    place_chosen = Signal(object)
    skipped = Signal()
    retry_asked = Signal()
    rules_seen = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.MARGIN, Space.GAP, Space.MARGIN, Space.STEP)
        column.setSpacing(Space.STEP)
        self.problems = w.Banner(w.BannerKind.BAD, "", compact=True)
        skip = w.SecondaryButton("先跳过")
        skip.setToolTip("稍后在核对里处理")
        skip.clicked.connect(self.skipped)
        self.problems.add_action(skip)
        self.busy = w.Banner(w.BannerKind.WARN, "", compact=True)
        self.unsaved = w.Banner(w.BannerKind.BAD, "", compact=True)
        retry = w.SecondaryButton("重试", icon="refresh-cw")
        retry.clicked.connect(self.retry_asked)
        self.unsaved.add_action(retry)
        self.rules = _rules_banner(self.rules_seen)
        self._first: w.LinkButton | None = None
        for banner in (self.unsaved, self.rules, self.busy, self.problems):
            banner.hide()
            column.addWidget(banner)
        self._settle()

    def show_problems(self, problems: tuple[Finding, ...]) -> None:
        """List what has to be mended, each a link to its field."""
        title = f"有 {len(problems)} 处需要处理"
        self.problems.clear_links()
        self.problems.set_message(w.BannerKind.BAD, title)
        self._first = None
        for finding in problems[:_MOST_LINKS]:
            link = self.problems.add_link(problem_words(finding))
            link.clicked.connect(partial(self._choose, finding))
            self._first = self._first or link
        rest = len(problems) - _MOST_LINKS
        if rest > 0:
            self.problems.set_message(w.BannerKind.BAD, title, f"先列出 {_MOST_LINKS} 处")
        fresh = self.problems.isHidden()
        self.problems.show()
        self._settle()
        if fresh:
            w.announce(self, title, urgent=True)

    def focus_first(self) -> None:
        """Put the focus on the first link."""
        if self._first is not None:
            self._first.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_problems(self) -> bool:
        """Hide the list of problems; whether it was shown."""
        shown = not self.problems.isHidden()
        self.problems.clear_links()
        self._first = None
        self.problems.hide()
        self._settle()
        return shown

    def show_busy(self, work: str) -> None:
        """Say what work is under way."""
        self.busy.set_message(w.BannerKind.WARN, work, _WAIT)
        self.busy.show()
        self._settle()
        w.announce(self, f"{work}，{_WAIT}")

    def hide_busy(self) -> None:
        """Work is done."""
        self.busy.hide()
        self._settle()

    def show_rules(self, changes: tuple[str, ...]) -> None:
        """Say what the rules changed since the submission was saved last; without any, nothing."""
        fresh = bool(changes) and self.rules.isHidden()
        lines = changes[:_MOST_LINES]
        more = (
            f"（共 {len(changes)} 处，先列出 {_MOST_LINES} 处）"
            if len(lines) < len(changes)
            else ""
        )
        self.rules.set_message(w.BannerKind.WARN, _NEW_RULES + more, "\n".join(lines))
        self.rules.setVisible(bool(changes))
        self._settle()
        if fresh:
            w.announce(self, _NEW_RULES)

    def show_unsaved(self, error: JifenError) -> None:
        """Say why the last change is not on disk yet."""
        what, remedy = error_lines(error)
        self.unsaved.set_message(w.BannerKind.BAD, f"有改动还没保存：{what}", remedy)
        self.unsaved.show()
        self._settle()
        w.announce(self, f"有改动还没保存：{what}", urgent=True)

    def hide_unsaved(self) -> None:
        """The last change is saved."""
        if not self.unsaved.isHidden():
            w.announce(self, "改动已经保存")
        self.unsaved.hide()
        self._settle()

    def _choose(self, finding: Finding, _checked: bool = False) -> None:
        self.place_chosen.emit(finding.place)

    def _settle(self) -> None:
        bars = (self.unsaved, self.rules, self.busy, self.problems)
        self.setVisible(any(not bar.isHidden() for bar in bars))
