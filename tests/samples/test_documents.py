"""Every material gets files that open, carry the mark, and come out the same each time."""

import subprocess
import sys
import tomllib
from datetime import date
from io import BytesIO
from pathlib import Path

import pymupdf
import pytest
from PIL import Image, ImageChops, ImageOps

from jifen_desktop.domain.ids import Form, Level
from jifen_desktop.resources import resource_path
from jifen_desktop.services.samples import values
from jifen_desktop.services.samples.documents import (
    documents_for,
    draw_document,
)
from jifen_desktop.services.samples.drawing import Sheet
from jifen_desktop.services.samples.render import draw
from jifen_desktop.services.samples.spec import DocumentSpec, Look
from tests.support.sample_files import DAY, sample_files

PERSON = values.sample_person(0)
ROOT = Path(__file__).parents[2]
OF_A_LEVEL = (
    "diploma",
    "degree",
    "chsi_filing",
    "chsi_status",
    "diploma_report_written",
    "degree_report",
    "degree_report_written",
    "overseas_report",
)


def _catalogue() -> list[str]:
    rows = tomllib.loads(resource_path("rulebook", "materials.toml").read_text("utf-8"))
    ends = {"level": ".bachelor", "child": ".1"}
    return [key + ends.get(row.get("per", ""), "") for key, row in rows["materials"].items()]


MATERIALS = [*_catalogue(), "unheard_of"]


def _spec(material: str, look: Look, **more: bool) -> DocumentSpec:
    return DocumentSpec(material, "样本材料", PERSON, DAY, look, **more)


def _pages(path: Path) -> list[Image.Image]:
    if path.suffix == ".pdf":
        with pymupdf.open(path) as document:
            return [_pixels(page) for page in document]
    with Image.open(path) as image:
        frames = []
        for number in range(getattr(image, "n_frames", 1)):
            image.seek(number)
            frames.append(ImageOps.exif_transpose(image).convert("RGB"))
        return frames


def _pixels(page: pymupdf.Page) -> Image.Image:
    pixels = page.get_pixmap(dpi=100)
    return Image.frombytes("RGB", (pixels.width, pixels.height), pixels.samples)


def _magenta(page: Image.Image) -> float:
    """The share of pixels in the mark's hue: red over blue over green."""
    red, green, blue = page.reduce(4).split()
    over = ImageChops.darker(
        ImageChops.subtract(red, green).point([255 if v > 14 else 0 for v in range(256)]),
        ImageChops.subtract(blue, green).point([255 if v > 4 else 0 for v in range(256)]),
    )
    return over.histogram()[255] / (over.width * over.height)


@pytest.mark.parametrize("material", MATERIALS)
def test_every_material_gets_files_that_open_and_are_marked(material: str, tmp_path: Path) -> None:
    files = sample_files(material, "样本材料", PERSON, tmp_path)
    sides = 2 if "id_card" in material or "residence_permit" in material else 1
    assert len(files) == sides
    for path in files:
        assert path.stat().st_size < 600_000
        for page in _pages(path):
            assert min(page.size) > 300
            if path.suffix != ".tif":
                assert _magenta(page) > 0.003  # a card is a fourteenth of the glass


@pytest.mark.parametrize("level", Level)
@pytest.mark.parametrize("base", OF_A_LEVEL)
def test_every_level_has_a_drawing_with_the_mark_in_words(base: str, level: Level) -> None:
    text = draw(_spec(f"{base}.{level}", Look.PHOTO)).document[0].get_text()
    assert text.count(values.MARK_LINE) == 2
    assert PERSON.name in text


@pytest.mark.parametrize("look", Look)
@pytest.mark.parametrize("stamped", [False, True])
def test_the_mark_is_part_of_every_look(
    look: Look, stamped: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    spec = _spec("business_licence", look, stamped=stamped)
    marked = draw_document(spec)
    monkeypatch.setattr(Sheet, "mark", lambda _: None)
    assert draw_document(spec) != marked


def test_an_unmarked_photo_has_nothing_of_the_mark_s_hue(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Sheet, "mark", lambda _: None)
    for path in sample_files("residence_permit", "居住证", PERSON, tmp_path):
        assert _magenta(_pages(path)[0]) < 0.0005


def test_all_looks_occur() -> None:
    looks = {
        document.spec.look
        for material in MATERIALS
        for document in documents_for(material, "样本材料", PERSON, DAY)
    }
    assert looks == set(Look)


@pytest.mark.parametrize("look", Look)
def test_the_same_order_gives_the_same_bytes(look: Look) -> None:
    spec = _spec("points_application_form", look)
    assert draw_document(spec) == draw_document(spec)


def test_another_process_draws_the_same_bytes(tmp_path: Path) -> None:
    files = sample_files("id_card", "身份证", PERSON, tmp_path)
    folder = tmp_path / "again"
    folder.mkdir()
    code = (
        "from pathlib import Path; import sys\n"
        "from jifen_desktop.services.samples import values\n"
        "from tests.support.sample_files import sample_files\n"
        "sample_files('id_card', '身份证', values.sample_person(0), Path(sys.argv[1]))"
    )
    subprocess.run([sys.executable, "-c", code, str(folder)], check=True, cwd=ROOT)
    assert [(folder / f.name).read_bytes() for f in files] == [f.read_bytes() for f in files]


def test_the_second_side_of_a_card_lies_on_its_side_by_exif(tmp_path: Path) -> None:
    portrait, emblem = sample_files("id_card", "身份证", PERSON, tmp_path)
    with Image.open(portrait) as first, Image.open(emblem) as second:
        assert (portrait.name, emblem.name) == ("身份证-人像面.jpg", "身份证-国徽面.jpg")
        assert first.getexif().get(0x0112) is None
        assert second.getexif()[0x0112] == 6
        assert second.width < second.height
        assert first.size == ImageOps.exif_transpose(second).size == (1600, 1200)


def test_a_digital_report_can_be_read_as_text(tmp_path: Path) -> None:
    (path,) = sample_files("chsi_filing.bachelor", "备案表", PERSON, tmp_path, date(2026, 11, 1))
    with pymupdf.open(path) as document:
        text = document[0].get_text()
    for words in ("教育部学历证书电子注册备案表", "更新日期：2026年11月01日", "在线验证码", "样本"):
        assert words in text


def test_a_scanned_pdf_is_one_jpeg_a_page_without_text(tmp_path: Path) -> None:
    (path,) = sample_files("points_application_form", "积分申请表", PERSON, tmp_path)
    with pymupdf.open(path) as document:
        assert document.page_count == 2
        for page in document:
            (image,) = page.get_images()
            assert document.extract_image(image[0])["ext"] == "jpeg"
            assert pymupdf.Rect(page.get_image_rects(image[0])[0]) == page.rect
            assert not page.get_text().strip()


def test_a_contract_is_one_tiff_of_several_pages(tmp_path: Path) -> None:
    (path,) = sample_files("labour_contract", "劳动合同", PERSON, tmp_path)
    assert path.suffix == ".tif"
    assert len(_pages(path)) == 3


def test_a_stamped_copy_is_grey_but_for_the_seal() -> None:
    (document,) = documents_for("diploma.bachelor", "毕业证书", PERSON, DAY, form=Form.STAMPED_COPY)
    assert document.spec.stamped
    with Image.open(BytesIO(draw_document(document.spec))) as image:
        red, green, _ = image.split()
    hue = ImageChops.subtract(red, green).point([255 if v > 60 else 0 for v in range(256)])
    left, top, right, bottom = hue.getbbox() or (0, 0, 0, 0)
    assert right < hue.width / 2
    assert top > hue.height / 2
    assert (right - left, bottom - top) > (150, 150)


def test_papers_of_the_company_need_no_second_seal() -> None:
    (letter,) = documents_for(
        "letter_of_introduction", "单位介绍信", PERSON, DAY, form=Form.STAMPED_COPY
    )
    assert not letter.spec.stamped


def test_each_document_belongs_to_its_holder() -> None:
    def holder(material: str) -> str:
        return documents_for(material, "x", PERSON, DAY)[0].spec.person.name

    assert holder("id_card") == "张样本"
    assert holder("contact_id_card") == values.COMPANY.contact
    assert holder("spouse_id_card") == "刘样本"
    assert holder("child_birth_certificate.2").startswith("张小样")


def test_ordering_loads_no_drawing_library() -> None:
    code = (
        "import sys; import jifen_desktop.services.samples.write\n"
        "assert not {'PIL', 'pymupdf', 'tomli_w'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
