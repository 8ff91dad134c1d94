"""The parts of a row's details beside its pages: doubts, absence, reuse, and what the row rests on."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from jifen_desktop.domain.findings import Finding
from jifen_desktop.domain.ids import Basis, Severity
from jifen_desktop.domain.plan import Material
from jifen_desktop.domain.source import Source
from jifen_desktop.domain.submission import Document
from jifen_desktop.messages import confirm_words, confirmed_words, finding_lines, short_finding
from jifen_desktop.rulebook.clauses import CARRIED, clause_text
from jifen_desktop.rulebook.words import BASIS, FORM
from jifen_desktop.services.case import Case
from jifen_desktop.services.edit import documents_for
from jifen_desktop.ui import theme
from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.part import Part
from jifen_desktop.ui.select import NarrowSelect
from jifen_desktop.ui.theme import TextRole
from jifen_desktop.ui.widgets import paint
from jifen_desktop.ui.wizard.pages.materials.views import Spot, owner_name

_TAG_WIDTH = 280


class Doubts(Part):
    """What the review says about this row; `confirmed(Finding, bool)` confirms or takes that back.

    `page_asked(Finding)` wants to see the page a hint is about, `turn_asked(Finding)` to turn it.
    """

    confirmed = Signal(object, bool)
    page_asked = Signal(object)
    turn_asked = Signal(object)

    def __init__(self) -> None:
        super().__init__("")
        self._banners: list[w.Banner] = []
        self.links: list[w.LinkButton] = []

    def show_findings(self, findings: list[tuple[Finding, bool]], *, pages: int) -> None:
        """Show these findings; True says that one is confirmed already. `pages` are all of the row's."""
        had_focus = any(link.hasFocus() for link in self.links)
        for banner in self._banners:
            self._column.removeWidget(banner)
            banner.hide()
            banner.deleteLater()
        self._banners, self.links = [], []
        for finding, done in findings:
            self._add(finding, done=done, pages=pages)
        self.setVisible(bool(findings))
        if had_focus and self.links:
            self.links[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self, finding: Finding, *, done: bool, pages: int) -> None:
        title, remedy = finding_lines(short_finding(finding))
        blocks = finding.severity == Severity.BLOCK
        kind = w.BannerKind.BAD if blocks else w.BannerKind.OK if done else w.BannerKind.WARN
        banner = w.Banner(kind, title, confirmed_words(finding) if done else remedy, compact=True)
        if finding.place.document and not done:
            if finding.code == "page_sideways":
                self._link(banner, "去旋转", title, lambda: self.turn_asked.emit(finding))
            elif pages > 1:
                self._link(banner, "看这一页", title, lambda: self.page_asked.emit(finding))
        if not blocks:
            words = "撤回确认" if done else confirm_words(finding, "看过了，确认")
            self._link(banner, words, title, lambda: self.confirmed.emit(finding, not done))
        self._banners.append(banner)
        self.add(banner)
        banner.show()  # at once: what is not visible yet takes no focus

    def _link(self, banner: w.Banner, words: str, title: str, act: Callable[[], None]) -> None:
        link = banner.add_link(words)
        link.setAccessibleName(f"{words}：{title}")
        link.clicked.connect(act)
        self.links.append(link)


class Absence(Part):
    """Marking a row as not applicable, with the reason; `marked(str)`, and "" takes it back."""

    marked = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__("没有这份材料？")
        self._words = w.hint("确实没有的，写明原因，标为不适用。原因会印在材料清单里。")
        self.reason = w.TextField(f"{name}不适用的原因", placeholder="例如：毕业后查不到学籍")
        self._row = w.FieldRow("原因", self.reason)
        self.mark_button = w.SecondaryButton("标为不适用")
        self.mark_button.clicked.connect(self._mark)
        self.reason.returnPressed.connect(self._mark)
        self.clear_button = w.SecondaryButton("取消不适用")
        self.clear_button.clicked.connect(lambda: self.marked.emit(""))
        for part in (self._words, self._row, self.mark_button, self.clear_button):
            self.add(part)

    def show_reason(self, reason: str) -> None:
        """Show how it stands now."""
        is_marked = bool(reason)
        words = "确实没有的，写明原因，标为不适用。原因会印在材料清单里。"
        self._words.setText(f"已标为不适用：{reason}" if is_marked else words)
        self._row.set_error("")
        self._row.setVisible(not is_marked)
        self.mark_button.setVisible(not is_marked)
        self.clear_button.setVisible(is_marked)

    def _mark(self) -> None:
        reason = self.reason.text().strip()
        if not reason:
            self._row.set_error("先写明原因")
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.marked.emit(reason)


class Reuse(Part):
    """A file that the case has already, for one more row; `chosen(Document)`."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__("用已经添加过的文件")
        self.field: w.SelectField | None = None
        self._documents: dict[str, Document] = {}

    def show_case(self, case: Case, spot: Spot) -> None:
        """Offer every file of the case that this row hasn't got."""
        own = {d.sha256 for d in documents_for(case.submission, spot.owner, spot.material)}
        found: dict[str, tuple[Document, str]] = {}
        for person in sorted(case.picture.people, key=lambda p: p.key != spot.owner):
            for item in person.items:
                for document in item.documents:
                    facts = case.facts_of(document)
                    if document.sha256 in own or facts is None or facts.problem is not None:
                        continue
                    words = (
                        f"{document.name}（{owner_name(case, person.key)} · {item.material.name}）"
                    )
                    found.setdefault(document.sha256, (document, words))
        self._documents = {sha: document for sha, (document, _) in found.items()}
        if self.field is not None:
            self._column.removeWidget(self.field)
            self.field.hide()
            self.field.deleteLater()
        options = [("", "选择一个文件"), *((sha, words) for sha, (_, words) in found.items())]
        self.field = NarrowSelect("已经添加过的文件", options)
        self.field.value_chosen.connect(self._choose)
        self.add(self.field)
        self.setVisible(bool(found))

    def _choose(self, sha: str) -> None:
        if sha:
            self.chosen.emit(self._documents[sha])


class Why(Part):
    """The clause behind the row, and the form it is wanted in."""

    def __init__(self, material: Material) -> None:
        super().__init__("为什么需要")
        self.add(_clause(material.source))
        self.add(w.hint(_sure(material)))
        self.add(w.hint(f"形式：{FORM[material.form]}（{clause_text(material.form_source)}）"))
        if material.hint:
            self.add(w.hint(f"提示：{material.hint}"))


def _clause(source: Source) -> QWidget:
    text = clause_text(source)
    if source.basis == Basis.SILENT:
        return w.hint(text)
    carried = source.basis == Basis.CARRIED
    if paint.text_width(text, TextRole.HINT) > theme.scaled(_TAG_WIDTH):
        return w.hint(f"依据：{text}")  # a tag stands on one line
    line = w.Flow()
    line.add(w.ClauseTag(text.removeprefix(CARRIED).strip() if carried else text, carried=carried))
    return line


def _sure(material: Material) -> str:
    need = "要交，缺了会提醒" if material.required else "不是必须，需要时再放"
    stated = material.source.basis == Basis.STATED
    words = "本区的通知写明" if stated else f"{BASIS[material.source.basis]}，本区没有单独写明"
    if material.source.basis == Basis.SILENT:
        words = "通知没有提到，先打电话问中心"
    return f"{words}；{need}"
