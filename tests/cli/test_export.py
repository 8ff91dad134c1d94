"""What `export` writes into DIR, read back with other means than it was written with."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path

import pymupdf
import pytest
from docx import Document
from PIL import Image

from tests.delivery.reading import MM, text_of
from tests.support.commands import Cli, tree
from tests.support.exports import attachments, content, entries, mail, names
from tests.support.submissions import ADDRESS, CENTRE, NUMBERS, Person, Submission, picture

NEW = Submission("xuhui", "new", [Person(levels=["associate", "bachelor"])])
LISTS = {"打印件.pdf", "地址标签.pdf", "寄件清单.pdf", "材料清单.pdf"}
WINDOW = {"at_hand": "窗口准备单.pdf", "visit_cards": "到访登记卡.pdf"}
TELEPHONE = {"at_hand": "电话准备单.pdf"}
MAIL = {"邮件-1.eml", "邮件-1.txt"}


def test_everything_the_plan_calls_for(cli: Cli, tmp_path: Path) -> None:
    out = tmp_path / "out"
    ran = cli("export", NEW.write(tmp_path / "in"), "--out", out, "--json")
    assert (ran.status, ran.err) == (0, "")
    assert names(out) == {"张样本.zip"} | MAIL | LISTS
    report = ran.json
    assert [(Path(w["path"]).name, w["kind"]) for w in report["written"]] == [
        ("张样本.zip", "archive"),
        ("邮件-1.eml", "mail"),
        ("邮件-1.txt", "mail_text"),
        ("打印件.pdf", "prints"),
        ("地址标签.pdf", "label"),
        ("寄件清单.pdf", "packing_list"),
        ("材料清单.pdf", "checklist"),
    ]
    for written in report["written"]:
        data = Path(written["path"]).read_bytes()
        assert len(data) == written["bytes"]
        assert hashlib.sha256(data).hexdigest() == written["sha256"]
    assert set(report) == {"written", "subjects", "findings", "pages", "courier"}
    assert report["courier"] == {
        "recipient": "徐汇区人才服务中心，021-00000000，上海市徐汇区南宁路969号一楼B厅",
        "sender": "王样本，021-00000000，上海市样本区样本路1号 上海样本信息技术有限公司",
        "remark": "积分办理",
    }
    assert {f["severity"] for f in report["findings"]} == {"warn"}


def test_pages_stand_in_checklist_order(cli: Cli, tmp_path: Path) -> None:
    out = tmp_path / "out"
    report = cli("export", NEW.write(tmp_path / "in"), "--out", out, "--json").json
    assert entries(out / "张样本.zip") == [
        "张样本/01-身份证-人像面.jpg",
        "张样本/02-身份证-国徽面.jpg",
        "张样本/03-上海市居住证.jpg",
        "张样本/04-积分申请表.jpg",
        "张样本/05-户籍证明.jpg",
        "张样本/06-劳动（聘用）合同.jpg",
        "张样本/07-个人所得税完税证明（近6个月）.jpg",
        "张样本/08-毕业证书（专科）.jpg",
        "张样本/09-学历证书电子注册备案表（专科）.jpg",
        "张样本/10-学籍在线验证报告（专科）.jpg",
        "张样本/11-毕业证书（本科）.jpg",
        "张样本/12-学历证书电子注册备案表（本科）.jpg",
        "张样本/13-学籍在线验证报告（本科）.jpg",
        "张样本/14-学位证书（本科）.jpg",
        "张样本/15-学位在线验证报告（本科）.jpg",
        "张样本/16-营业执照.jpg",
        "张样本/17-联系人（人事专员）身份证-人像面.jpg",
        "张样本/18-联系人（人事专员）身份证-国徽面.jpg",
        "张样本/19-单位介绍信.jpg",
    ]
    pages = report["pages"]
    assert [f"张样本/{p['name']}" for p in pages] == entries(out / "张样本.zip")
    assert {p["method"] for p in pages} == {"copied"}
    assert {p["applicant"] for p in pages} == {"张样本"}
    inside = content(out / "张样本.zip")
    for page in pages:
        source = tmp_path / "in" / page["source"]
        assert inside[page["name"]] == source.read_bytes()


def test_the_mail_the_text_and_the_lists_agree(cli: Cli, tmp_path: Path) -> None:
    out = tmp_path / "out"
    cli("export", NEW.write(tmp_path / "in"), "--out", out)
    message = mail(out / "邮件-1.eml")
    assert message["to"] == "points@example.invalid"
    assert attachments(message) == {"张样本.zip": (out / "张样本.zip").read_bytes()}
    text = (out / "邮件-1.txt").read_text(encoding="utf-8")
    heads = [text.index(word) for word in ("收件人：points@", "标题：", "正文：", "附件：")]
    assert heads == sorted(heads)
    checklist = text_of((out / "材料清单.pdf").read_bytes())
    assert "依据2020年通知，办理前请向中心核实" in checklist
    assert "徐汇区·" in checklist
    assert "徐汇区南宁路969号" in text_of((out / "地址标签.pdf").read_bytes())


def test_every_kind_of_source_becomes_jpg_pages(cli: Cli, tmp_path: Path) -> None:
    path = Submission("minhang", "reset_personal").write(tmp_path / "in")
    folder = tmp_path / "in" / "person-1"
    (folder / "id_card-a.jpg").write_bytes(picture("a", "PNG"))
    with pymupdf.open() as scan, pymupdf.open() as drawn:
        jpeg = picture("scan", size=(300, 200))
        scan.new_page(width=300, height=200).insert_image((0, 0, 300, 200), stream=jpeg)
        drawn.new_page(width=100, height=100).insert_text((20, 50), "text")
        scan.insert_pdf(drawn)
        (folder / "id_card-b.jpg").write_bytes(scan.tobytes())
    out = tmp_path / "out"
    report = cli("export", path, "--out", out, "--json").json
    assert [(p["method"], p["page"], p["name"]) for p in report["pages"]] == [
        ("encoded", 1, "01-身份证-人像面.jpg"),
        ("extracted", 1, "02-身份证-国徽面.jpg"),
        ("encoded", 2, "03-身份证-3.jpg"),
    ]
    inside = content(out / "张样本.zip")
    assert inside["02-身份证-国徽面.jpg"] == jpeg
    for data in inside.values():
        with Image.open(io.BytesIO(data)) as image:
            assert image.format == "JPEG"


def test_as_is_keeps_bytes_and_extension(cli: Cli, tmp_path: Path) -> None:
    submission = Submission("jingan", "education", [Person(levels=["bachelor"])])
    path = submission.write(tmp_path / "in")
    folder = tmp_path / "in" / "person-1"
    with pymupdf.open() as drawn:
        for _ in range(2):
            drawn.new_page().insert_text((20, 50), "text")
        pdf = drawn.tobytes()
    (folder / "chsi_filing.bachelor.jpg").write_bytes(pdf)  # its name lies, its content counts
    png = picture("a", "PNG")
    (folder / "diploma.bachelor.jpg").write_bytes(png)
    out = tmp_path / "out"
    report = cli("export", path, "--out", out, "--json").json
    inside = content(out / "20261123样本信息张样本.zip")
    assert [data for name, data in inside.items() if name.endswith(".pdf")] == [pdf]
    assert [data for name, data in inside.items() if name.endswith(".png")] == [png]
    assert {p["method"] for p in report["pages"]} == {"copied"}
    assert len([p for p in report["pages"] if p["material"] == "chsi_filing.bachelor"]) == 1
    # the Word document has a picture of every page: diploma, filing (2), status, degree, its report
    document = Document(str(out / "20261123样本信息张样本.docx"))
    assert len(document.inline_shapes) == 6
    assert [p.text for p in document.paragraphs if p.text][1:] == [
        "毕业证书（本科）",
        "学历证书电子注册备案表（本科） 第 1 / 2 页",
        "学历证书电子注册备案表（本科） 第 2 / 2 页",
        "学籍在线验证报告（本科）",
        "学位证书（本科）",
        "学位在线验证报告（本科）",
    ]


def test_the_companys_papers_go_into_every_archive(cli: Cli, tmp_path: Path) -> None:
    people = [Person(), Person("李样本", NUMBERS[1])]
    out = tmp_path / "out"
    cli("export", Submission("baoshan", "new", people).write(tmp_path / "in"), "--out", out)
    licence = (tmp_path / "in/company/business_licence.jpg").read_bytes()
    for archive in ("张样本.zip", "李样本.zip"):
        (found,) = [d for n, d in content(out / archive).items() if "营业执照" in n]
        assert found == licence


@pytest.mark.parametrize("people", [[], [Person(papers=[])]])
def test_a_company_alone_needs_no_applicant(cli: Cli, tmp_path: Path, people: list[Person]) -> None:
    out = tmp_path / "out"
    path = Submission("minhang", "reset_company", people).write(tmp_path / "in")
    ran = cli("export", path, "--out", out, "--json")
    assert (ran.status, ran.err) == (0, "")
    archive = "上海样本信息技术有限公司.zip"
    assert entries(out / archive) == ["上海样本信息技术有限公司/01-营业执照.jpg"]
    assert {w["applicant"] for w in ran.json["written"]} == {None}
    assert {p["applicant"] for p in ran.json["pages"]} == {None}


def test_a_companys_paper_given_under_a_person_is_not_lost(cli: Cli, tmp_path: Path) -> None:
    person = Person(papers=["business_licence"])
    out = tmp_path / "out"
    path = Submission("minhang", "reset_company", [person], papers=[]).write(tmp_path / "in")
    assert cli("export", path, "--out", out).status == 0
    (data,) = content(out / "上海样本信息技术有限公司.zip").values()
    assert data == (tmp_path / "in/person-1/business_licence.jpg").read_bytes()


@pytest.mark.parametrize("district", ["minhang", "xuhui"])
def test_riders_with_and_without_papers(cli: Cli, tmp_path: Path, district: str) -> None:
    people = [
        Person(),
        Person("李样本", NUMBERS[1], service="renewal", papers=["residence_permit"]),
        Person("赵样本", NUMBERS[2], service="renewal", papers=[]),
    ]
    out = tmp_path / "out"
    ran = cli(
        "export", Submission(district, "new", people).write(tmp_path / "in"), "--out", out, "--json"
    )
    assert ran.status == 0
    assert {n for n in names(out) if n.endswith(".zip")} == {"张样本.zip", "李样本.zip"}
    assert entries(out / "李样本.zip")[0] == "李样本/01-上海市居住证.jpg"
    (subject,) = ran.json["subjects"]
    assert "张样本（新办）+李样本（续办）+赵样本（续办）—共3人" in subject


def test_riders_are_refused_elsewhere(cli: Cli, tmp_path: Path) -> None:
    people = [Person(), Person("李样本", NUMBERS[1], service="renewal", papers=[])]
    path = Submission("baoshan", "new", people).write(tmp_path / "in")
    ran = cli("export", path, "--out", tmp_path / "out", "--json")
    assert ran.status == 2
    assert "rider_not_allowed" in {f["code"] for f in ran.json["findings"]}
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("district", "service", "words", "beside"),
    [
        ("minhang", "renewal", "网上", {}),
        ("baoshan", "education", "积分申请（新办）", {}),
        ("pudong", "new", "窗口", WINDOW),
        ("putuo", "new", "电话", TELEPHONE),
        ("pudong", "print_notice", "通知没有说明", TELEPHONE),
    ],
)
def test_other_outcomes_write_the_way_to_go(
    cli: Cli, tmp_path: Path, district: str, service: str, words: str, beside: dict[str, str]
) -> None:
    out = tmp_path / "out"
    path = Submission(district, service, [Person(papers=[])], papers=[]).write(tmp_path / "in")
    ran = cli("export", path, "--out", out, "--json")
    assert (ran.status, ran.err) == (0, "")
    assert names(out) == {"办理说明.pdf"} | set(beside.values())
    assert [w["kind"] for w in ran.json["written"]] == ["guide", *beside]
    text = text_of((out / "办理说明.pdf").read_bytes())
    assert words in text
    assert "依据2020年通知，办理前请向中心核实" in text
    for name in beside.values():
        assert "张样本" in text_of((out / name).read_bytes())


def test_the_earliest_day_of_an_online_renewal(cli: Cli, tmp_path: Path) -> None:
    from datetime import date

    person = Person(papers=[], more={"permit_renewed_on": date(2026, 9, 29)})
    path = Submission("baoshan", "renewal", [person], papers=[]).write(tmp_path / "in")
    assert cli("export", path, "--out", tmp_path / "out").status == 0
    text = text_of((tmp_path / "out/办理说明.pdf").read_bytes())
    # 30 September, then the national holidays, then 8 and 9 October
    assert "2026-10-09" in text


def test_pudongs_supplement_gets_a_label_once_there_is_an_address(cli: Cli, tmp_path: Path) -> None:
    without = Submission("pudong", "supplement")
    ran = cli("export", without.write(tmp_path / "a"), "--out", tmp_path / "out-a", "--json")
    assert ran.status == 0
    assert names(tmp_path / "out-a") == {"张样本.zip", "材料清单.pdf"}
    assert "courier_no_address" in {f["code"] for f in ran.json["findings"]}
    having = without.but(centre=CENTRE | {"address": ADDRESS})
    ran = cli("export", having.write(tmp_path / "b"), "--out", tmp_path / "out-b", "--json")
    assert names(tmp_path / "out-b") == {"张样本.zip"} | LISTS
    label = text_of((tmp_path / "out-b/地址标签.pdf").read_bytes())
    assert ADDRESS in label


def test_an_address_of_the_users_own_takes_the_place_of_the_notices(
    cli: Cli, tmp_path: Path
) -> None:
    submission = Submission(centre=CENTRE | {"address": ADDRESS, "addressee": "样本窗口"})
    assert cli("export", submission.write(tmp_path / "in"), "--out", tmp_path / "out").status == 0
    label = text_of((tmp_path / "out/地址标签.pdf").read_bytes())
    assert ADDRESS in label
    assert "样本窗口" in label
    assert "南宁路" not in label
    packing = text_of((tmp_path / "out/寄件清单.pdf").read_bytes())
    assert ADDRESS in packing
    assert "用户填写的地址" in packing


def test_a_checked_address_bears_its_day_instead_of_the_warning(cli: Cli, tmp_path: Path) -> None:
    from datetime import date

    for folder, centre, noted in (
        ("a", CENTRE, True),
        ("b", CENTRE | {"address_confirmed_on": date(2026, 11, 20)}, False),
        (
            "c",
            CENTRE
            | {"address_confirmed_on": date(2026, 11, 20), "address_confirmed": "搬家前的地址"},
            True,
        ),
    ):
        path = Submission(centre=centre).write(tmp_path / folder)
        out = tmp_path / folder / "out"
        assert cli("export", path, "--out", out).status == 0
        warning = "2020年通知的地址，寄前请核对"
        label, packing = (text_of((out / n).read_bytes()) for n in ("地址标签.pdf", "寄件清单.pdf"))
        assert (warning in label, warning in packing) == (noted, noted)
        assert ("2026年11月20日核对过" in packing) != noted


def test_visitors_are_written_on_cards_and_impossible_numbers_refused(
    cli: Cli, tmp_path: Path
) -> None:
    base = Submission("pudong", "new", [Person(papers=[])], papers=[])
    going = {"name": "王样本", "id_number": NUMBERS[1], "phone": "000", "left_shanghai": False}
    out = tmp_path / "out"
    path = base.but(more={"visitors": [going]}).write(tmp_path / "a")
    assert cli("export", path, "--out", out).status == 0
    card = text_of((out / "到访登记卡.pdf").read_bytes())
    assert "王样本" in card
    assert NUMBERS[1] in card
    assert "张样本" not in card
    wrong = going | {"id_number": NUMBERS[1][:-1] + "8"}
    path = base.but(more={"visitors": [wrong]}).write(tmp_path / "b")
    ran = cli("export", path, "--out", tmp_path / "out-b", "--json")
    assert (ran.status, len(ran.reasons)) == (2, 1)
    assert not (tmp_path / "out-b").exists()


@pytest.mark.parametrize(
    ("size", "copies", "millimetres", "pages"),
    [("100x180", 2, (100, 180), 2), ("a4x4", 1, (210, 297), 1)],
)
def test_the_labels_paper_and_number(
    cli: Cli, tmp_path: Path, size: str, copies: int, millimetres: tuple[int, int], pages: int
) -> None:
    path = Submission(more={"label": size, "label_copies": copies}).write(tmp_path / "in")
    assert cli("export", path, "--out", tmp_path / "out").status == 0
    with pymupdf.open(tmp_path / "out/地址标签.pdf") as label:
        assert label.page_count == pages
        rect = label[0].rect
        assert (rect.width * MM, rect.height * MM) == pytest.approx(millimetres, abs=0.1)


def test_no_labels_or_too_many_are_refused(cli: Cli, tmp_path: Path) -> None:
    for copies in (-1, 21):
        path = Submission(more={"label_copies": copies}).write(tmp_path / str(copies))
        ran = cli("export", path, "--out", tmp_path / "out")
        assert (ran.status, len(ran.reasons)) == (2, 1)
        assert "label_copies" in ran.err


def test_xuhui_without_the_senders_telephone(cli: Cli, tmp_path: Path) -> None:
    company = {k: v for k, v in NEW.company.items() if k != "phone"}
    left_out = Submission("xuhui", "reset_personal", company=company)
    out = tmp_path / "out"
    ran = cli("export", left_out.write(tmp_path / "a"), "--out", out, "--json")
    assert ran.status == 0
    assert names(out) == {"张样本.zip", "材料清单.pdf"} | MAIL
    found = {f["code"]: f["severity"] for f in ran.json["findings"]}
    assert found["courier_no_sender_phone"] == "warn"
    named = left_out.but(more={"channel": ["email", "courier"]})
    ran = cli("export", named.write(tmp_path / "b"), "--out", tmp_path / "out-b", "--json")
    assert ran.status == 2
    assert not (tmp_path / "out-b").exists()
    assert len(ran.reasons) == 1


@pytest.mark.parametrize(
    ("channel", "expected"),
    [
        (["email"], {"张样本.zip", "材料清单.pdf"} | MAIL),
        (["courier"], {"张样本.zip"} | LISTS),
        (["email", "courier"], {"张样本.zip"} | LISTS | MAIL),
    ],
)
def test_only_named_channels_are_prepared(
    cli: Cli, tmp_path: Path, channel: list[str], expected: set[str]
) -> None:
    path = Submission(more={"channel": channel}).write(tmp_path / "in")
    assert cli("export", path, "--out", tmp_path / "out").status == 0
    assert names(tmp_path / "out") == expected


def test_a_mail_without_a_known_mailbox_has_no_recipient(cli: Cli, tmp_path: Path) -> None:
    out = tmp_path / "out"
    ran = cli("export", Submission(centre={}).write(tmp_path / "in"), "--out", out, "--json")
    assert ran.status == 0
    assert mail(out / "邮件-1.eml")["to"] is None
    assert "mailbox_missing_accounts" in {f["code"] for f in ran.json["findings"]}


@pytest.mark.parametrize(
    ("label", "width"), [("100x150", 100), ("76x130", 76), ("a4", 210), (None, 100)]
)
def test_the_labels_paper(cli: Cli, tmp_path: Path, label: str | None, width: int) -> None:
    path = Submission(more={"label": label}).write(tmp_path / "in")
    assert cli("export", path, "--out", tmp_path / "out").status == 0
    with pymupdf.open(tmp_path / "out/地址标签.pdf") as document:
        assert round(document[0].rect.width * 25.4 / 72) == width


def test_existing_files_are_never_overwritten_unless_told(cli: Cli, tmp_path: Path) -> None:
    path = Submission().write(tmp_path / "in")
    out = tmp_path / "out"
    out.mkdir()
    (out / "材料清单.pdf").write_bytes(b"theirs")
    (out / "other.txt").write_bytes(b"theirs too")
    before = tree(out)
    ran = cli("export", path, "--out", out, "--json")
    assert (ran.status, ran.json["written"]) == (2, [])
    (line,) = ran.reasons
    assert "材料清单.pdf" in line
    assert "--replace" in line
    assert tree(out) == before
    assert cli("export", path, "--out", out, "--replace").status == 0
    assert (out / "材料清单.pdf").read_bytes().startswith(b"%PDF")
    assert (out / "other.txt").read_bytes() == b"theirs too"
    assert names(out) == {"other.txt", "张样本.zip"} | LISTS | MAIL


def test_a_folder_that_is_a_file(cli: Cli, tmp_path: Path) -> None:
    path = Submission().write(tmp_path / "in")
    (tmp_path / "file").write_bytes(b"theirs")
    before = tree(tmp_path)
    for target in ("file", "file/deeper"):
        ran = cli("export", path, "--out", tmp_path / target, "--json")
        assert (ran.status, ran.json["written"]) == (2, [])
        assert len(ran.reasons) == 1
    assert tree(tmp_path) == before


def test_neither_the_sources_nor_a_library_are_touched(cli: Cli, tmp_path: Path) -> None:
    path = Submission().write(tmp_path / "in")
    before = tree(tmp_path / "in")
    library = tmp_path / "library"
    assert cli("--library", library, "export", path, "--out", tmp_path / "out").status == 0
    assert cli("check", path, "--library", library).status == 0
    assert tree(tmp_path / "in") == before
    assert {p.name for p in tmp_path.iterdir()} == {"in", "out"}


def test_readable_output_names_files_and_subjects(cli: Cli, tmp_path: Path) -> None:
    ran = cli("export", Submission().write(tmp_path / "in"), "--out", tmp_path / "out")
    assert (ran.status, ran.err) == (0, "")
    for name in names(tmp_path / "out"):
        assert f"  {name}\n" in ran.out
    assert "邮件标题：上海样本信息技术有限公司—个人账号密码重置" in ran.out
    assert "依据2020年通知，办理前请向中心核实" in ran.out
