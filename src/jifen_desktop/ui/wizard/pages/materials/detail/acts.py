"""What can be done with the files of one row; each act says what it did and can be undone."""

from __future__ import annotations

from dataclasses import replace

from jifen_desktop.domain.edits import Edit
from jifen_desktop.domain.findings import Finding
from jifen_desktop.domain.submission import Document, Submission
from jifen_desktop.messages import finding_lines
from jifen_desktop.services import edit
from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.wizard.pages.materials.desk import Desk, Notice
from jifen_desktop.ui.wizard.pages.materials.views import Spot


class RowActs:
    """The acts of one row; places are counted from 0."""

    def __init__(self, desk: Desk, spot: Spot) -> None:
        self._desk = desk
        self._spot = spot

    def files(self) -> tuple[Document, ...]:
        """The row's files now."""
        return edit.documents_for(self._submission, self._spot.owner, self._spot.material)

    def reason(self) -> str:
        """Why the row is marked 不适用; empty where it isn't."""
        submission = self._submission
        reasons = submission.not_applicable
        if self._spot.owner:
            people = submission.applicants
            reasons = next(a.not_applicable for a in people if a.key == self._spot.owner)
        return dict(reasons).get(self._spot.material, "")

    def other_rows(self) -> list[tuple[str, str]]:
        """The same person's other rows, as options."""
        people = self._desk.case.picture.people
        items = next((p.items for p in people if p.key == self._spot.owner), ())
        return [
            (i.material.id, i.material.name) for i in items if i.material.id != self._spot.material
        ]

    def remove(self, index: int) -> None:
        """Take one file out of the row."""
        files = self.files()
        left = (*files[:index], *files[index + 1 :])
        changed = edit.set_documents(self._submission, self._spot.owner, self._spot.material, left)
        name = files[index].name
        self._desk.act(f"移除「{name}」", f"已移除「{name}」", changed)

    def move(self, index: int, to: int) -> None:
        """Put one file at another place of the row."""
        files = self.files()
        if not (0 <= to < len(files)):
            return
        changed = edit.move_document(
            self._submission, self._spot.owner, self._spot.material, index, to
        )
        name = files[index].name
        self._desk.act(f"移动「{name}」", f"「{name}」移到了第 {to + 1} 个", changed)

    def move_to(self, index: int, other: str) -> None:
        """Put one file into another row, unless it is there already."""
        files = self.files()
        if not other or index >= len(files):
            return
        name = self._desk.session.book.material_name(other)
        there = edit.documents_for(self._submission, self._spot.owner, other)
        if any(d.sha256 == files[index].sha256 for d in there):
            title = f"「{files[index].name}」已经在“{name}”里"
            self._desk.told.emit(Notice(w.BannerKind.WARN, title, "不需要的话，可以在这里移除"))
            return
        changed = edit.move_to_material(
            self._submission, self._spot.owner, self._spot.material, index, other
        )
        moved = files[index].name
        self._desk.act(f"移动「{moved}」", f"「{moved}」移到了“{name}”", changed)

    def set_pages(self, index: int, pages: tuple[int, ...]) -> None:
        """Choose which pages of one file are exported; none named means all."""
        files = list(self.files())
        files[index] = replace(files[index], pages=pages)
        changed = edit.set_documents(
            self._submission, self._spot.owner, self._spot.material, tuple(files)
        )
        count = f" {len(pages)} 页" if pages else "全部页"
        name = files[index].name
        self._desk.act(f"选择「{name}」的页", f"「{name}」导出{count}", changed)

    def set_edit(self, index: int, page: int, change: Edit, what: str, merge: str = "") -> None:
        """Change a page of one file; `what` names the act: 裁剪."""
        name = self.files()[index].name
        changed = edit.set_edit(
            self._submission, self._spot.owner, self._spot.material, index, page, change
        )
        self._desk.act(f"{what}「{name}」", f"已{what}「{name}」", changed, merge)

    def set_one_sheet(self, wanted: bool) -> None:
        """Put the row's two sides on one sheet, or apart."""
        spot, name = self._spot, self._desk.session.book.material_name(self._spot.material)
        changed = edit.set_one_sheet(self._submission, spot.owner, spot.material, wanted)
        what = "合成一张 A4" if wanted else "分成两张"
        self._desk.act(f"“{name}”{what}", f"“{name}”两面{what}", changed)

    def confirm(self, finding: Finding, confirmed: bool) -> None:
        """Confirm a doubt, or take that back."""
        changed = edit.confirm(self._submission, finding.key, confirmed)
        if not confirmed:
            changed = edit.confirm(changed, finding.code, False)
        title, _ = finding_lines(finding)
        name = "确认" if confirmed else "撤回确认"
        self._desk.act(f"{name}：{title}", f"已{name}：{title}", changed)

    def mark(self, reason: str) -> None:
        """Mark the row 不适用; without a reason that is taken back."""
        spot, name = self._spot, self._desk.session.book.material_name(self._spot.material)
        if reason:
            changed = edit.mark_not_applicable(self._submission, spot.owner, spot.material, reason)
            self._desk.act("标为不适用", f"“{name}”标为不适用", changed)
        else:
            changed = edit.clear_not_applicable(self._submission, spot.owner, spot.material)
            self._desk.act("取消不适用", f"“{name}”不再标为不适用", changed)

    @property
    def _submission(self) -> Submission:
        return self._desk.case.submission
