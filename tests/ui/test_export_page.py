"""The export page: writes for real, cancels without a trace, says what went wrong, remembers."""

from __future__ import annotations

import errno
import os
import shutil
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pymupdf
import pytest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from jifen_desktop.domain.findings import Place
from jifen_desktop.domain.ids import ChannelKind, District, LabelSize, Outcome, Service
from jifen_desktop.domain.submission import Centre, Company
from jifen_desktop.files.disk import Disk, swapped
from jifen_desktop.library.follow_up import FollowUp, Stage, follow_ups
from jifen_desktop.services.outputs import GUIDE, LABEL, VISIT_CARDS
from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.desktop import Desktop
from jifen_desktop.ui.dialogs import Message
from jifen_desktop.ui.printing_preview import PrintPreview
from jifen_desktop.ui.session import Session
from jifen_desktop.ui.wizard.pages.export import ExportPage
from jifen_desktop.ui.wizard.pages.export.blocked import BlockedView
from jifen_desktop.ui.wizard.pages.export.finished import FinishedView
from jifen_desktop.ui.wizard.pages.export.guide import GuideView
from jifen_desktop.ui.wizard.pages.export.page import Phase
from jifen_desktop.ui.wizard.pages.export.ready import ReadyView
from jifen_desktop.ui.wizard.pages.export.running import RunningView
from tests import pictures
from tests.scenes.review import everything_confirmed, troubled
from tests.support.cases import make_session, open_sample
from tests.ui.gates import name_of, shown_widgets, visible_text

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)
WAIT = 60_000


class FakeDesktop(Desktop):
    """Notes what it is asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.revealed: list[Path] = []
        self.copied: list[str] = []
        self.folder: Path | None = None

    def reveal(self, path: Path, failed: Callable[[], None]) -> None:
        self.revealed.append(path)
        if not path.exists():
            failed()

    def copy(self, text: str) -> None:
        self.copied.append(text)

    def choose_folder(self, parent: QWidget, title: str, start: Path) -> Path | None:
        return self.folder


@pytest.fixture
def session(qapp: QApplication, tmp_path: Path) -> Iterator[Session]:
    """A session that exports into `out`."""
    pictures.dress(qapp)
    made = make_session(tmp_path)
    out = tmp_path / "out"
    out.mkdir()
    made.settings = replace(made.settings, export_folder=str(out))
    yield made
    made.close()
    qapp.setStyleSheet("")


@pytest.fixture
def desktop() -> FakeDesktop:
    return FakeDesktop()


def shown(qtbot: QtBot, session: Session, desktop: FakeDesktop) -> ExportPage:
    """The page on the open case, once it knows the folder."""
    page = ExportPage(session, desktop=desktop)
    qtbot.addWidget(page)
    session.case_changed.connect(page.show_case)
    page.resize(900, 700)
    page.show()
    page.show_case()
    pictures.settle(page)
    if page.phase in {Phase.READY, Phase.GUIDE}:
        qtbot.waitUntil(lambda: page.target.folder is not None, timeout=WAIT)
    return page


def exported(qtbot: QtBot, page: ExportPage) -> ExportPage:
    """The page after the export, once it has looked at the files."""
    page.primary()
    qtbot.waitUntil(lambda: page.record is not None and not page.busy(), timeout=WAIT)
    qtbot.waitUntil(lambda: page.after.result is not None, timeout=WAIT)
    return page


def words_on(page: QWidget) -> str:
    """All that is to be read."""
    pictures.settle(page)
    return "\n".join(visible_text(widget) for widget in shown_widgets(page))


def button(page: QWidget, name: str) -> QPushButton:
    """The first button of that accessible name."""
    pictures.settle(page)
    return next(b for b in page.findChildren(QPushButton) if b.isVisible() and name_of(b) == name)


def everything_in(folder: Path) -> list[str]:
    """All names below a folder."""
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*"))


# --- before ---------------------------------------------------------------------------------------


def test_names_are_those_that_will_be_written(
    qtbot: QtBot, session: Session, desktop: FakeDesktop, tmp_path: Path
) -> None:
    open_sample(session, tmp_path)
    page = shown(qtbot, session, desktop)
    words = words_on(page)
    for name in session.case.picture.outputs.names:
        assert name in words
    assert page.primary_text() == "导出这 7 个文件"
    assert str(tmp_path / "out" / "示例 2026-11-23 徐汇区 样本信息") in words
    assert "还有 3 处没有确认" in words
    with qtbot.waitSignal(page.lead_to) as led:
        button(page, "回到核对").click()
    assert led.args == [Place("review")]


def test_paper_and_ways_are_stored(
    qtbot: QtBot, session: Session, desktop: FakeDesktop, tmp_path: Path
) -> None:
    open_sample(session, tmp_path)
    page = shown(qtbot, session, desktop)
    view = page.view
    assert isinstance(view, ReadyView)
    view.label_chosen.emit(LabelSize.A4)
    assert session.case.submission.label == LabelSize.A4
    view = page.view
    assert isinstance(view, ReadyView)
    view._checks[ChannelKind.EMAIL].click()
    assert session.case.submission.channels == (ChannelKind.COURIER,)
    assert "邮件-1.eml" not in words_on(page)
    view = page.view
    assert isinstance(view, ReadyView)
    courier = view._checks[ChannelKind.COURIER]
    courier.click()
    assert courier.isChecked()  # one way has to stay
    view._checks[ChannelKind.EMAIL].click()
    stored: tuple[ChannelKind, ...] = session.case.submission.channels
    assert not stored


def test_what_blocks_is_listed_with_its_way_out(
    qtbot: QtBot, session: Session, desktop: FakeDesktop, tmp_path: Path
) -> None:
    case = open_sample(session, tmp_path, people=3)
    session.change(troubled(case.submission))
    page = shown(qtbot, session, desktop)
    assert page.phase is Phase.BLOCKED
    with qtbot.waitSignal(page.lead_to) as led:
        button(page, "核对号码：身份证号码最后一位对不上").click()
    assert led.args == [Place("applicant.id_number", session.case.submission.applicants[1].key)]
    assert page.primary() is False
    assert everything_in(tmp_path / "out") == []


def test_another_place_is_remembered(
    qtbot: QtBot, session: Session, desktop: FakeDesktop, tmp_path: Path
) -> None:
    open_sample(session, tmp_path)
    page = shown(qtbot, session, desktop)
    desktop.folder = tmp_path / "另一处"
    desktop.folder.mkdir()
    button(page, "换个位置").click()
    wanted = desktop.folder / "示例 2026-11-23 徐汇区 样本信息"
    qtbot.waitUntil(lambda: page.target.folder == wanted, timeout=WAIT)
    assert session.settings.export_folder == str(desktop.folder)
    desktop.folder = None
    button(page, "换个位置").click()
    assert page.target.folder == wanted


# --- the export -----------------------------------------------------------------------------------


def test_export_writes_checks_and_remembers(
    qtbot: QtBot, session: Session, desktop: FakeDesktop, tmp_path: Path
) -> None:
    open_sample(session, tmp_path)
    session.change(everything_confirmed(session.case.submission))
    page = shown(qtbot, session, desktop)
    told: list[tuple[int, int]] = []
    page.run.progressed.connect(lambda _what, done, total: told.append((done, total)))
    exported(qtbot, page)
    folder = tmp_path / "out" / "示例 2026-11-23 徐汇区 样本信息"
    names = session.case.picture.outputs.names
    assert everything_in(folder) == sorted(names)
    assert told == sorted(told)
    assert all(done < total for done, total in told)  # full only with the check, as the next view
    with zipfile.ZipFile(folder / "张样本.zip") as archive:
        assert len(archive.namelist()) == 24
    words = words_on(page)
    assert "已导出并核对：1 个压缩包，24 张图片，全部一致" in words
    assert str(folder) in words
    record = session.store.load(session.case.entry.id).exported
    assert record is not None
    assert [name for name, _ in record.files] == list(names)
    assert not page.primary()
    assert [visible_text(b) for b in page.footer_buttons()] == ["重新导出", "回到全部申报"]


def test_running_shows_one_bar_and_cancel_leaves_nothing(
    qtbot: QtBot, session: Session, desktop: FakeDesktop, tmp_path: Path
) -> None:
    open_sample(session, tmp_path)
    page = shown(qtbot, session, desktop)
    with qtbot.waitSignal(page.run.progressed, timeout=WAIT):
        page.primary()
    assert page.busy()
    view = page.view
    assert isinstance(view, RunningView)
    assert 0 < view.progress.value() < 1
    button(page, "取消").click()
    qtbot.waitUntil(lambda: not page.busy(), timeout=WAIT)
    assert page.phase is Phase.READY
    assert "已取消，没有留下文件" in words_on(page)
    assert everything_in(tmp_path / "out") == []
    assert page.record is None


class RefusingDisk(Disk):
    """Every write fails; what was begun can still be taken back."""

    def __init__(self, kind: str) -> None:
        super().__init__()
        self.number = getattr(errno, kind)

    def step(self, operation: str, path: Path) -> None:
        if operation == "write":
            raise OSError(self.number, os.strerror(self.number), str(path))


@pytest.mark.parametrize(
    ("kind", "words"),
    [("ENOSPC", "所在磁盘空间不足"), ("EROFS", "没有写入权限或是只读的"), ("EIO", "时出错")],
)
def test_a_failing_disk_is_told_and_the_next_attempt_works(
    qtbot: QtBot,
    session: Session,
    desktop: FakeDesktop,
    tmp_path: Path,
    kind: str,
    words: str,
) -> None:
    open_sample(session, tmp_path)
    page = shown(qtbot, session, desktop)
    with swapped(RefusingDisk(kind)):
        page.primary()
        qtbot.waitUntil(lambda: page.phase is Phase.READY, timeout=WAIT)
    assert words in words_on(page)
    assert everything_in(tmp_path / "out") == []
    qtbot.waitUntil(lambda: page.target.folder is not None, timeout=WAIT)
    button(page, "重试").click()
    qtbot.waitUntil(lambda: page.record is not None, timeout=WAIT)
    assert words not in words_on(page)


def test_the_export_is_over_also_where_it_can_t_be_remembered(
    qtbot: QtBot,
    session: Session,
    desktop: FakeDesktop,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    open_sample(session, tmp_path)
    page = shown(qtbot, session, desktop)

    def refuse(*_: object) -> None:
        raise ValueError("样本")

    monkeypatch.setattr(page.part, "remember", refuse)
    with qtbot.captureExceptions() as raised:
        page.primary()
        qtbot.waitUntil(lambda: bool(raised) and not page.busy(), timeout=WAIT)
    assert [kind for kind, *_ in raised] == [ValueError]
    assert isinstance(page.view, ReadyView)
    assert page.primary_text().startswith("导出这")
    assert everything_in(tmp_path / "out"), "what was written stays"


def test_a_name_that_exists_is_never_overwritten(
    qtbot: QtBot, session: Session, desktop: FakeDesktop, tmp_path: Path
) -> None:
    open_sample(session, tmp_path)
    page = shown(qtbot, session, desktop)
    folder = page.target.folder
    assert folder is not None
    folder.mkdir()
    (folder / "张样本.zip").write_text("我的")
    page.primary()
    qtbot.waitUntil(lambda: page.phase is Phase.READY, timeout=WAIT)
    words = words_on(page)
    assert "目标文件夹里已经有「张样本.zip」" in words
    assert "--replace" not in words
    assert (folder / "张样本.zip").read_text() == "我的"
    # the next folder is another one
    qtbot.waitUntil(lambda: page.target.folder not in (None, folder), timeout=WAIT)
    exported(qtbot, page)
    assert (folder / "张样本.zip").read_text() == "我的"


def test_leaving_before_the_folder_is_known_starts_no_export(
    qtbot: QtBot, session: Session, desktop: FakeDesktop, tmp_path: Path
) -> None:
    open_sample(session, tmp_path)
    page = shown(qtbot, session, desktop)
    district = session.case.picture.plans.base.district_name
    page.target.find(session.case.submission, district, again=True)
    page.primary()
    assert not page.busy()
    page.apply()  # as the wizard does before it shows another page
    with qtbot.waitSignal(page.target.found, timeout=WAIT):
        pass
    assert not page.busy()
    assert everything_in(tmp_path / "out") == []


# --- after ----------------------------------------------------------------------------------------


def test_mails_and_label_can_be_copied_and_printed(
    qtbot: QtBot, session: Session, desktop: FakeDesktop, tmp_path: Path
) -> None:
    open_sample(session, tmp_path)
    page = exported(qtbot, shown(qtbot, session, desktop))
    assert page.record is not None
    folder = Path(page.record.folder)
    for key in ("收件人", "标题", "正文"):
        button(page, f"复制{key}").click()
    to, subject, body = desktop.copied
    text = (folder / "邮件-1.txt").read_text(encoding="utf-8")
    assert to in text
    assert subject in text
    assert body.strip() in text
    assert button(page, "已复制正文").isVisible()
    button(page, "打开所在文件夹").click()
    button(page, "存放位置：地址标签").click()
    assert desktop.revealed == [folder / "张样本.zip", folder / LABEL]
    button(page, "复制给快递小程序：收件人").click()
    assert desktop.copied[-1] == (
        "徐汇区人才服务中心，021-00000000，上海市徐汇区南宁路969号一楼B厅"
    )
    button(page, "复制寄件人").click()
    assert desktop.copied[-1].startswith("王样本，021-00000000，")
    assert "备注栏写：积分办理" in words_on(page)
    for printed, size in (
        ("打印地址标签", "100×150 毫米，按实际大小打印"),
        ("打印寄件清单，放进快件", "A4"),
        (f"打印材料（{len(session.case.picture.outputs.prints)} 页）", "A4"),
    ):
        button(page, printed).click()
        preview = page.findChildren(PrintPreview)[-1]
        qtbot.waitUntil(preview.sheet.has_image, timeout=WAIT)
        assert size in words_on(preview)
        preview.reject()


def test_reopening_shows_the_export_and_what_became_of_it(
    qtbot: QtBot, session: Session, desktop: FakeDesktop, tmp_path: Path
) -> None:
    open_sample(session, tmp_path)
    page = exported(qtbot, shown(qtbot, session, desktop))
    assert page.record is not None
    folder = Path(page.record.folder)
    (folder / "张样本.zip").unlink()
    with (folder / "邮件-1.txt").open("a", encoding="utf-8") as text:
        text.write("改过")
    again = shown(qtbot, session, desktop)
    qtbot.waitUntil(lambda: again.after.result is not None, timeout=WAIT)
    words = words_on(again)
    assert "1 个文件不在原处，1 个文件后来改动过" in words
    assert "已导出并核对" not in words
    # exporting again is the act then
    assert [visible_text(b) for b in again.footer_buttons()] == ["回到全部申报", "重新导出"]
    (act,) = [b for b in again.footer_buttons() if isinstance(b, w.PrimaryButton)]
    assert visible_text(act) == "重新导出"
    assert again.findChildren(w.PrimaryButton) == []


def test_any_change_makes_it_unexported(
    qtbot: QtBot, session: Session, desktop: FakeDesktop, tmp_path: Path
) -> None:
    open_sample(session, tmp_path)
    page = exported(qtbot, shown(qtbot, session, desktop))
    session.change(replace(session.case.submission, centre=Centre()))
    assert page.phase is Phase.READY
    assert page.record is None
    qtbot.waitUntil(lambda: page.target.folder is not None, timeout=WAIT)
    assert page.target.folder == tmp_path / "out" / "示例 2026-11-23 徐汇区 样本信息-2"
    page = exported(qtbot, page)
    with qtbot.waitSignal(page.settings_asked) as asked:
        button(page, "填写邮箱：收件人还没填写").click()
    assert asked.args == ["centre"]


def test_exporting_again_keeps_the_first(
    qtbot: QtBot, session: Session, desktop: FakeDesktop, tmp_path: Path
) -> None:
    open_sample(session, tmp_path, District.PUDONG, Service.SUPPLEMENT)
    page = exported(qtbot, shown(qtbot, session, desktop))
    first = page.record
    page.export_again()
    assert page.phase is Phase.READY
    page.primary()
    qtbot.waitUntil(lambda: page.record not in (None, first), timeout=WAIT)
    assert len(list((tmp_path / "out").iterdir())) == 2


def test_what_became_of_the_papers_is_kept_and_a_new_export_names_what_changed(
    qtbot: QtBot, session: Session, desktop: FakeDesktop, tmp_path: Path
) -> None:
    case = open_sample(session, tmp_path, District.PUDONG, Service.SUPPLEMENT)
    page = exported(qtbot, shown(qtbot, session, desktop))
    view = page.view
    assert isinstance(view, FinishedView)
    (person,) = case.submission.applicants
    row = view.follow.lines[person.key]
    row.set_stage(Stage.RETURNED)
    row.waybill.setText("SF0000")
    row.waybill.editingFinished.emit()
    kept = follow_ups(session.store.db, case.entry.id)
    assert kept == {person.key: FollowUp(Stage.RETURNED, session.today, "SF0000")}
    row.day.setText("2026-13-01")
    row.note.setText("缺章")
    row.note.editingFinished.emit()
    kept = follow_ups(session.store.db, case.entry.id)
    assert kept == {person.key: FollowUp(Stage.RETURNED, session.today, "SF0000", "缺章")}
    assert row.day.text() == "2026-13-01"
    assert "退回日期" in words_on(page)
    ((material, files),) = person.documents
    more = replace(person, documents=((material, (*files, files[0])),))
    session.change(case.submission.with_applicant(more))
    page.show_case()
    qtbot.waitUntil(lambda: page.target.folder is not None, timeout=WAIT)
    page = exported(qtbot, page)
    said = words_on(page)
    assert "与上次导出相比" in said
    name = session.book.material(material)
    assert name is not None
    change = f"更换：{person.name}的{name.name}（{len(files) + 1} 页）"
    assert change in said
    assert "SF0000" in said
    record = page.record
    assert record is not None
    with pymupdf.open(Path(record.folder) / "材料清单.pdf") as pdf:
        assert change in pdf[0].get_text().replace("\n", "")


def test_jingan_has_its_word_document_and_its_one_sender(
    qtbot: QtBot, session: Session, desktop: FakeDesktop, tmp_path: Path
) -> None:
    open_sample(session, tmp_path, District.JINGAN)
    page = exported(qtbot, shown(qtbot, session, desktop))
    words = words_on(page)
    assert "20261123样本信息张样本.docx" in words
    assert "只用本单位固定的邮箱 office@example.invalid 发送" in words
    assert "静安区 [71]" in words
    assert "静安区 [68]" in words  # the notice is printed later
    assert "苹果「邮件」可能只能查看" in words


# --- the guide ------------------------------------------------------------------------------------


def test_the_earliest_day_follows_from_a_date_while_it_is_typed(
    qtbot: QtBot, session: Session, desktop: FakeDesktop, tmp_path: Path
) -> None:
    case = open_sample(session, tmp_path)
    session.change(replace(case.submission, district=District.BAOSHAN, service=Service.RENEWAL))
    page = shown(qtbot, session, desktop)
    view = page.view
    assert isinstance(view, GuideView)
    assert view.dates is not None
    key = session.case.submission.applicants[0].key
    field = view.dates.fields[key]
    for letter in "2026-09-28":
        field.insert(letter)
        assert page.view is view
    assert session.case.submission.applicants[0].permit_renewed_on == date(2026, 9, 28)
    assert "最早申报日 张样本：2026-10-08" in words_on(page)


def test_the_guide_is_written_and_copied(
    qtbot: QtBot, session: Session, desktop: FakeDesktop, tmp_path: Path
) -> None:
    case = open_sample(session, tmp_path, District.PUDONG, Service.SUPPLEMENT)
    session.change(replace(case.submission, service=Service.NEW))
    page = shown(qtbot, session, desktop)
    assert page.primary_text() == "导出这些文件（PDF）"
    words = words_on(page)
    assert "先和中心预约登记" in words
    assert "浦东新区 [176]" in words
    button(page, "复制文字").click()
    assert "先和中心预约登记" in desktop.copied[0]
    exported(qtbot, page)
    assert page.record is not None
    assert everything_in(Path(page.record.folder)) == sorted([GUIDE, "窗口准备单.pdf", VISIT_CARDS])
    assert "办理说明、窗口准备单、到访登记卡已保存" in words_on(page)
    button(page, "打开所在文件夹").click()
    assert desktop.revealed == [Path(page.record.folder) / GUIDE]


@pytest.mark.parametrize("district", list(District))
def test_every_pair_that_is_not_handed_in_has_a_guide(
    qtbot: QtBot, session: Session, desktop: FakeDesktop, tmp_path: Path, district: District
) -> None:
    case = open_sample(session, tmp_path, District.PUDONG, Service.SUPPLEMENT)
    page = shown(qtbot, session, desktop)
    for service in Service:
        session.change(replace(case.submission, district=district, service=service))
        plan = session.case.picture.plans.base
        if plan.outcome == Outcome.SUBMIT:
            continue
        assert isinstance(page.view, GuideView)
        words = words_on(page)
        assert "办理步骤" in words
        assert plan.service_name in words
        for step in plan.steps:
            assert step.text in words


def test_a_merged_business_leads_to_the_one_it_goes_with(
    qtbot: QtBot, session: Session, desktop: FakeDesktop, tmp_path: Path
) -> None:
    case = open_sample(session, tmp_path, District.PUDONG, Service.SUPPLEMENT)
    session.change(replace(case.submission, district=District.HONGKOU, service=Service.EDUCATION))
    page = shown(qtbot, session, desktop)
    with qtbot.waitSignal(page.lead_to) as led:
        button(page, "改选要一起办的业务").click()
    assert led.args == [Place("service")]


def test_the_proof_is_looked_at_anew_when_the_page_is_entered(
    qtbot: QtBot, session: Session, desktop: FakeDesktop, tmp_path: Path
) -> None:
    open_sample(session, tmp_path)
    page = exported(qtbot, shown(qtbot, session, desktop))
    assert "全部一致" in words_on(page)
    assert page.record is not None
    page.hide()
    shutil.rmtree(page.record.folder)
    page.show()
    qtbot.waitUntil(lambda: "个文件不在原处" in words_on(page), timeout=WAIT)
    assert "全部一致" not in words_on(page)


def test_a_folder_that_is_gone_is_told_when_it_is_to_be_opened(
    qtbot: QtBot, session: Session, desktop: FakeDesktop, tmp_path: Path
) -> None:
    open_sample(session, tmp_path)
    page = exported(qtbot, shown(qtbot, session, desktop))
    assert page.record is not None
    shutil.rmtree(page.record.folder)
    button(page, "打开所在文件夹").click()
    dialog = page.findChild(Message)
    assert isinstance(dialog, Message)
    assert dialog.windowTitle() == "文件夹不在原处"
    assert page.record.folder in dialog.text_label.text()
    dialog.accept()
    qtbot.waitUntil(lambda: "个文件不在原处" in words_on(page), timeout=WAIT)


def archives(folder: Path) -> set[str]:
    """The archives of an export."""
    return {path.name for path in folder.glob("*.zip")}


def test_people_who_are_ready_are_exported_first_and_the_others_later(
    qtbot: QtBot, session: Session, desktop: FakeDesktop, tmp_path: Path
) -> None:
    case = open_sample(session, tmp_path, people=3)
    whole = case.submission
    names = [a.name for a in whole.applicants]
    wrong = replace(whole.applicants[1], id_number="310101199001010019")
    session.change(whole.with_applicant(wrong))
    page = shown(qtbot, session, desktop)
    assert isinstance(page.view, BlockedView)
    assert page.view.part_button.caption == "先导出可以导出的 2 人"
    page.view.part_button.click()
    qtbot.waitUntil(lambda: page.target.folder is not None, timeout=WAIT)
    assert isinstance(page.view, ReadyView)
    page.acts.choose_label(LabelSize.A4)
    assert isinstance(page.view, ReadyView)
    exported(qtbot, page)
    record = page.record
    assert record is not None
    assert archives(Path(record.folder)) == {f"{names[0]}.zip", f"{names[2]}.zip"}
    assert {p.person for p in record.pages if p.person} == {names[0], names[2]}
    assert all(names[1] not in m.subject for m in page.part.picture.outputs.mails)
    assert session.case.entry.exported is None
    assert session.store.load(case.entry.id).exported is None
    assert isinstance(page.view, FinishedView)
    link = next(b for b in page.findChildren(QPushButton) if b.text() == "继续办其余的人")
    told = link.parentWidget()
    assert told is not None
    assert any(f"还有 1 人没有导出：{names[1]}" in visible_text(c) for c in shown_widgets(page))
    link.click()
    assert page.phase is Phase.BLOCKED
    session.change(session.case.submission.with_applicant(whole.applicants[1]))
    qtbot.waitUntil(lambda: page.target.folder is not None, timeout=WAIT)
    assert isinstance(page.view, ReadyView)
    assert page.part.choice() == ("有 1 人还没有导出过，其余的导出过了", "只导出这 1 人")
    page.part.choose_other()
    exported(qtbot, page)
    rest = page.record
    assert rest is not None
    assert archives(Path(rest.folder)) == {f"{names[1]}.zip"}
    assert page.after.past(rest, page.part.picture).changes == ()
    page.part.choose_other()
    assert page.part.choice() is None


def test_where_the_company_blocks_nobody_goes_first(
    qtbot: QtBot, session: Session, desktop: FakeDesktop, tmp_path: Path
) -> None:
    case = open_sample(session, tmp_path, people=2)
    wrong = replace(case.submission.applicants[1], id_number="310101199001010019")
    broken = replace(case.submission.with_applicant(wrong), company=Company())
    session.change(broken)
    page = shown(qtbot, session, desktop)
    assert page.phase is Phase.BLOCKED
    assert page.part.free() is None


def test_a_person_whose_paper_is_gone_is_told_and_exported_again_later(
    qtbot: QtBot, session: Session, desktop: FakeDesktop, tmp_path: Path
) -> None:
    case = open_sample(session, tmp_path, people=2)
    stays, fails = case.submission.applicants
    lost = fails.documents[0][1][0]
    bytes_of = lost.path.read_bytes()
    lost.path.unlink()
    page = exported(qtbot, shown(qtbot, session, desktop))
    first = page.record
    assert first is not None
    assert archives(Path(first.folder)) == {f"{stays.name}.zip"}
    assert session.case.entry.exported is None, "the submission is not finished"
    words = words_on(page)
    assert f"{fails.name}没有导出：找不到文件「{lost.name}」" in words
    assert f"还有 1 人没有导出：{fails.name}" in words
    lost.path.write_bytes(bytes_of)
    next(b for b in page.findChildren(QPushButton) if b.text() == "继续办其余的人").click()
    assert page.part.picture.submission.applicants == (fails,)
    exported(qtbot, page)
    again = page.record
    assert again is not None
    assert archives(Path(again.folder)) == {f"{fails.name}.zip"}
