"""The label: exact paper, everything on it readable, whatever its length."""

import re
import subprocess
from dataclasses import replace
from pathlib import Path
from unicodedata import bidirectional

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jifen_desktop.delivery import fonts
from jifen_desktop.delivery.label import (
    ADDRESS_NOTE,
    PAPER,
    Label,
    Party,
    courier_line,
    label_pdf,
    label_text,
    labels_pdf,
)
from jifen_desktop.domain.ids import LabelSize

from .fontmaking import make_font
from .reading import (
    MM,
    Box,
    assert_inside_and_apart,
    assert_small_subset_fonts,
    lines_of,
    opened,
    squeezed,
    text_of,
)

USUAL = Label(
    Party("上海市闵行区水清路388号", "闵行区人才服务中心受理部"),
    Party("上海市徐汇区样本路1号", "上海样本信息技术有限公司 王样本", "000-00000000"),
    "积分办理",
    ADDRESS_NOTE,
)
LONG = Label(
    Party(
        "上海市" + "很长的路名" * 20 + "A1" * 40, "吐尔逊江·" + "样" * 45, "000-00000000 转 8888"
    ),
    Party("上海市徐汇区" + "样本路" * 30, "公司" * 25 + " 王样本", "000-00000000"),
    "积分办理" * 10,
    ADDRESS_NOTE,
)
BARE = Label(Party("上海市中山北一路1230号柏树大厦C区一楼", "虹口区人才服务中心"), Party())
SIZES = list(LabelSize)
RARE = "𬭎"


@pytest.mark.parametrize("size", SIZES)
def test_the_paper_is_exact(size: LabelSize) -> None:
    with opened(label_pdf(USUAL, size, 2)) as document:
        assert document.page_count == 2
        for page in document:
            rect = page.rect
            assert (rect.width * MM, rect.height * MM) == pytest.approx(PAPER[size], abs=0.01)
    assert PAPER == {
        LabelSize.WAYBILL: (100, 150),
        LabelSize.TALL: (100, 180),
        LabelSize.SMALL: (76, 130),
        LabelSize.A4: (210, 297),
        LabelSize.A4_FOUR: (210, 297),
    }


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("label", [USUAL, LONG, BARE, Label(Party(), Party())])
def test_everything_stands_there_and_nothing_is_cut_off(label: Label, size: LabelSize) -> None:
    data = label_pdf(label, size)
    text = text_of(data)
    for party in (label.recipient, label.sender):
        for wanted in (party.address, party.name, party.phone):
            assert squeezed(wanted) in text
    assert squeezed(label.note) in text
    assert_inside_and_apart(data, margin_mm=4.0)
    assert_small_subset_fonts(data)
    assert data == label_pdf(label, size)


def test_recipient_first_then_sender_then_remark() -> None:
    text = text_of(label_pdf(USUAL, LabelSize.WAYBILL))
    order = ["收件人", "水清路388号", "受理部收", "寄件人", "徐汇区", "王样本", "备注：积分办理"]
    places = [text.index(wanted) for wanted in order]
    with opened(label_pdf(USUAL, LabelSize.WAYBILL)) as document:
        tops = {text: box[1] for box, text in lines_of(document[0])}
    assert tops["收件人"] < tops["寄件人"] < tops["备注：积分办理"] < tops[ADDRESS_NOTE]
    assert places


def test_an_addressee_that_ends_in_shou_gets_no_second_one() -> None:
    data = label_pdf(Label(Party("上海市", "受理部收"), Party()), LabelSize.WAYBILL)
    assert "受理部收" in text_of(data)
    assert "收收" not in text_of(data)


def test_what_is_not_known_is_not_shown() -> None:
    text = text_of(label_pdf(BARE, LabelSize.WAYBILL))
    for absent in ("电话", "备注", "2020", "核对"):
        assert absent not in text


def test_on_a4_the_note_is_outside_the_part_that_is_cut_out() -> None:
    with opened(label_pdf(USUAL, LabelSize.A4)) as document:
        page = document[0]
        dashed = [d for d in page.get_drawings() if d["dashes"] not in (None, "[] 0")]
        assert len(dashed) == 4
        across = sorted(d["rect"].y0 * MM for d in dashed if d["rect"].height < 1)
        down = sorted(d["rect"].x0 * MM for d in dashed if d["rect"].width < 1)
        assert across[1] - across[0] == pytest.approx(150, abs=0.1)
        assert down[1] - down[0] == pytest.approx(100, abs=0.1)
        for box, text in lines_of(page):
            inside = across[0] < box[1] * MM < across[1]
            assert inside == (text not in (ADDRESS_NOTE, "沿虚线裁下，贴在信封或快件封面"))


def test_four_labels_stand_in_the_quarters_of_a_sheet_and_more_go_on() -> None:
    names = ["甲样本", "乙样本", "丙样本", "丁样本", "戊样本"]
    labels = [Label(Party("上海市样本路1号", name), Party(), note=ADDRESS_NOTE) for name in names]
    data = labels_pdf(labels, LabelSize.A4_FOUR)
    with opened(data) as document:
        pages = [{text: box for box, text in lines_of(page)} for page in document]
        cuts = [d["rect"] for d in document[0].get_drawings() if d["dashes"] not in (None, "[] 0")]
    assert [round(cut.y0 * MM, 1) for cut in cuts if cut.height < 1] == [148.5]
    assert [round(cut.x0 * MM, 1) for cut in cuts if cut.width < 1] == [105.0]
    quarters = [_quarter(pages[0][f"{name} 收"]) for name in names[:4]]
    assert quarters == [(False, False), (True, False), (False, True), (True, True)]
    assert _quarter(pages[1]["戊样本 收"]) == (False, False)
    # office printers leave up to 6 mm of the sheet blank
    assert_inside_and_apart(data, margin_mm=8.0)


def _quarter(box: Box) -> tuple[bool, bool]:
    """Whether it lies right, and whether it lies below, of the sheet's middle."""
    return box[0] * MM > 105, box[1] * MM > 148.5


def test_a_whole_sheet_bears_one_label_four_times() -> None:
    assert text_of(label_pdf(USUAL, LabelSize.A4_FOUR)).count("闵行区人才服务中心") == 4


def test_small_print_stays_readable_beside_a_long_address() -> None:
    with opened(label_pdf(LONG, LabelSize.WAYBILL)) as document:
        blocks = document[0].get_text("dict")["blocks"]
    sizes = {s["size"] for b in blocks for line in b.get("lines", []) for s in line["spans"]}
    assert min(sizes) >= 6


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.external("pdftotext", "pdffonts", "pdfinfo")
def test_another_reader_finds_the_longest_text_and_rare_characters_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: LabelSize
) -> None:
    make_font(tmp_path / "rare.ttf", "样本体", RARE)
    monkeypatch.setattr(fonts, "font_folders", lambda: (tmp_path,))
    label = replace(LONG, sender=replace(LONG.sender, name=f"王{RARE}样本"))
    path = tmp_path / "label.pdf"
    path.write_bytes(label_pdf(label, size))
    told = re.search(r"Page size: +([\d.]+) x ([\d.]+) pts", _told("pdfinfo", path))
    assert told is not None
    assert [float(n) * MM for n in told.groups()] == pytest.approx(PAPER[size], abs=0.1)
    for line in _told("pdffonts", path).splitlines()[2:]:
        assert line.split()[-5:-2] == ["yes", "yes", "yes"]  # embedded, a subset, with its text
    text = squeezed(_told("pdftotext", "-raw", path, "-"))
    for part in (label.recipient.address, label.recipient.name, label.sender.name, label.remark):
        assert squeezed(part) in text


def _told(*command: object) -> str:
    """What another program says."""
    words = list(map(str, command))
    return subprocess.run(words, check=True, capture_output=True, timeout=20).stdout.decode()


def test_usual_text_is_large() -> None:
    with opened(label_pdf(USUAL, LabelSize.SMALL)) as document:
        spans = [
            span
            for block in document[0].get_text("dict")["blocks"]
            for line in block.get("lines", [])
            for span in line["spans"]
        ]
    sizes = {span["text"]: span["size"] for span in spans}
    assert min(sizes.values()) >= 6.5
    assert max(sizes.values()) >= 16


TEXTS = st.text(
    # Scripts written from right to left are read back in another order, so their boxes seem to overlap.
    alphabet=st.one_of(
        st.sampled_from("上海市路号·—（）A1 "),
        st.characters().filter(lambda c: bidirectional(c) not in {"R", "AL", "AN"}),
    ),
    max_size=150,
)


@settings(max_examples=40, deadline=None)
@given(TEXTS, TEXTS, TEXTS, TEXTS, st.sampled_from(SIZES))
def test_no_text_crashes_it_or_leaves_the_paper(
    address: str, name: str, remark: str, sender: str, size: LabelSize
) -> None:
    label = Label(Party(address, name, "000"), Party(sender, sender, "000"), remark, ADDRESS_NOTE)
    assert_inside_and_apart(label_pdf(label, size), margin_mm=3.0)


def test_the_text_for_a_couriers_form() -> None:
    assert label_text(USUAL) == (
        "收件人：闵行区人才服务中心受理部\n地址：上海市闵行区水清路388号\n备注：积分办理\n"
        "寄件人：上海样本信息技术有限公司 王样本\n寄件人电话：000-00000000\n"
        "寄件人地址：上海市徐汇区样本路1号\n2020年通知的地址，寄前请核对\n"
    )


def test_one_line_for_a_couriers_mini_program_has_no_way_out_of_its_line() -> None:
    assert courier_line(USUAL.sender) == (
        "上海样本信息技术有限公司 王样本，000-00000000，上海市徐汇区样本路1号"
    )
    assert courier_line(USUAL.recipient) == "闵行区人才服务中心受理部，上海市闵行区水清路388号"
    tricky = Party("上海市\r\n样本路\t1号\u202e", "张\u2028样本", "000\n000")
    assert courier_line(tricky) == "张 样本，000 000，上海市 样本路 1号"
