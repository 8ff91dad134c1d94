"""Labels of several submissions: what is listed and ticked, and what is printed."""

from __future__ import annotations

import pymupdf
import pytest
from PySide6.QtWidgets import QLabel

from jifen_desktop.domain.ids import District, Service
from jifen_desktop.domain.submission import Submission
from jifen_desktop.library.entry import Entry
from jifen_desktop.library.follow_up import FollowUp, Stage, set_follow_up
from jifen_desktop.ui.printing_preview import PrintPreview
from jifen_desktop.ui.start.labels import LabelsPage
from tests.support.shelves import company, exported_case, person, put
from tests.ui.conftest import Shell

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)


def opened(shell: Shell) -> LabelsPage:
    """The list, from the menu."""
    shell.window.act("labels")
    shell.qtbot.waitUntil(lambda: bool(shell.window.findChildren(LabelsPage)), timeout=60_000)
    shell.settle()
    return shell.window.findChildren(LabelsPage)[-1]


def open_case(shell: Shell, district: District, name: str) -> Entry:
    """An unfinished submission of that company."""
    made = Submission(
        district,
        Service.SUPPLEMENT if district == District.PUDONG else Service.NEW,
        shell.session.today,
        company=company(name),
        applicants=(person("张样本"),),
    )
    return put(shell.session, made)


def words(page: LabelsPage) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel))


def test_what_was_exported_and_not_sent_is_ticked_and_printed_on_one_sheet(shell: Shell) -> None:
    waiting, sent = (exported_case(shell.session, shell.folder, number) for number in (0, 1))
    set_follow_up(shell.session.store.db, sent.id, "key-周样本", FollowUp(Stage.SENT))
    open_case(shell, District.MINHANG, "上海样本一有限公司")
    open_case(shell, District.PUDONG, "上海样本二有限公司")
    open_case(shell, District.CHANGNING, "上海样本三有限公司")
    page = opened(shell)
    assert [parcel.id for parcel in page.chosen()] == [waiting.id]
    assert "没有标签：没有收件地址，向中心问到后填写" in words(page)
    assert "样本三" not in words(page)
    for _parcel, line in page._choices:
        line.setChecked(True)
    shell.click("预览并打印 3 张标签", page)
    preview = shell.window.findChildren(PrintPreview)[-1]
    shell.qtbot.waitUntil(preview.sheet.has_image, timeout=60_000)
    with pymupdf.open(preview._path) as document:
        (text,) = (sheet.get_text() for sheet in document)
    assert text.count("虹口区人才服务中心") == 2
    assert text.count("闵行区") >= 1
    preview.reject()
    for _parcel, line in page._choices:
        line.setChecked(False)
    assert not shell.button("没有选中的申报", page).isEnabled()


def test_each_label_on_a_sheet_of_its_own(shell: Shell) -> None:
    for number in (0, 1):
        exported_case(shell.session, shell.folder, number)
    shell.window.start.show_page("done")
    shell.click("几份申报的地址标签一起打印")
    shell.qtbot.waitUntil(lambda: bool(shell.window.findChildren(LabelsPage)), timeout=60_000)
    (page,) = shell.window.findChildren(LabelsPage)
    page.paper.set_value("76x130")
    shell.settle()
    shell.click("预览并打印 2 张标签", page)
    preview = shell.window.findChildren(PrintPreview)[-1]
    shell.qtbot.waitUntil(preview.sheet.has_image, timeout=60_000)
    with pymupdf.open(preview._path) as document:
        assert document.page_count == 2
    preview.reject()


def test_nothing_to_send_is_said(shell: Shell) -> None:
    open_case(shell, District.CHANGNING, "上海样本三有限公司")
    page = opened(shell)
    assert "没有要用快递寄的申报" in words(page)
    assert page.chosen() == []
