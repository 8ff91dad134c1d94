"""Each district's package from the sample, whole, as readers that aren't ours see it."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from jifen_desktop.domain.ids import District, Service
from jifen_desktop.services.outputs import CHECKLIST, GUIDE, LABEL, PRINTS, STAMPS, VISIT_CARDS
from tests.conftest import NODE_MODULES
from tests.support.commands import Cli
from tests.support.samples import sample_in
from tests.support.shared import shared_folder

SUBMITTED = (
    District.MINHANG,
    District.BAOSHAN,
    District.JINGAN,
    District.HONGKOU,
    District.XUHUI,
    District.HUANGPU,
)
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
A4 = (210.0, 297.0)
WAYBILL = (100.0, 150.0)
POINT = 25.4 / 72  # mm


@dataclass(frozen=True)
class Package:
    """What an export wrote, and what it told of it."""

    folder: Path
    told: dict[str, list[dict[str, str]]]

    def files(self, suffix: str) -> list[Path]:
        """Its files of a kind."""
        return sorted(self.folder.glob(f"*{suffix}"))


def package_of(cli: Cli, folder: Path, district: District, service: Service | None) -> Package:
    """The sample's export, made once a run."""
    kept = shared_folder() / f"package-{district}-{service or 'main'}"
    if not kept.exists():
        own = kept.with_name(f"{kept.name}-{os.getpid()}")
        path = sample_in(folder, district, service)
        ran = cli("export", path, "--out", own / "out", "--json")
        assert ran.status == 0, ran.reasons
        (own / "told.json").write_text(ran.out, encoding="utf-8")
        try:
            own.rename(kept)
        except OSError:  # another process was quicker
            shutil.rmtree(own)
    return Package(kept / "out", json.loads((kept / "told.json").read_text(encoding="utf-8")))


def run(*command: object, folder: Path | None = None, **environment: str) -> str:
    """What another program says."""
    ran = subprocess.run(
        list(map(str, command)),
        check=True,
        capture_output=True,
        timeout=60,
        cwd=folder,
        env={**os.environ, **environment},
    )
    return ran.stdout.decode()


def sha256(path: Path) -> str:
    """A file's hash."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.parametrize("district", SUBMITTED)
@pytest.mark.external("unzip", "7z", "jar")
def test_archives(cli: Cli, tmp_path: Path, district: District) -> None:
    package = package_of(cli, tmp_path, district, None)
    (archive,) = package.files(".zip")
    assert "No errors detected" in run("unzip", "-tq", archive)
    run("7z", "x", "-bd", f"-o{tmp_path / 'seven'}", archive)
    run("unzip", "-q", archive, "-d", tmp_path / "unzip")
    (tmp_path / "java").mkdir()
    run("jar", "-J-XX:TieredStopAtLevel=1", "-xf", archive, folder=tmp_path / "java")
    with zipfile.ZipFile(archive) as opened:
        entries = opened.namelist()
    folder = archive.stem
    pages = package.told["pages"]
    assert entries == [f"{folder}/{page['name']}" for page in pages]
    for name in entries:
        seen = {(tmp_path / reader / name).read_bytes() for reader in ("seven", "unzip", "java")}
        assert len(seen) == 1, name
    if district != District.JINGAN:
        assert {Path(name).suffix for name in entries} == {".jpg"}


@pytest.mark.parametrize(
    ("district", "service"),
    [*((district, None) for district in District), (District.PUDONG, Service.NEW)],
)
@pytest.mark.external("pdftotext", "pdffonts", "pdfinfo")
def test_papers(cli: Cli, tmp_path: Path, district: District, service: Service | None) -> None:
    """Every page has its paper's size to 0.1 mm, every font is in the file, and no character got lost."""
    package = package_of(cli, tmp_path, district, service)
    papers = package.files(".pdf")
    names = {path.name for path in papers}
    assert names & {CHECKLIST, GUIDE}
    if service is not None:
        assert names == {GUIDE, "窗口准备单.pdf", VISIT_CARDS}
    elif district not in (*SUBMITTED, District.PUDONG):
        assert names == {GUIDE, "电话准备单.pdf"}
    assert LABEL in names or district not in SUBMITTED or district == District.JINGAN
    for path in papers:
        sizes = re.findall(r"Page +\d+ size: +([\d.]+) x ([\d.]+)", run("pdfinfo", "-l", -1, path))
        assert sizes
        wanted = WAYBILL if path.name == LABEL else A4
        for size in sizes:
            assert [float(s) * POINT for s in size] == pytest.approx(wanted, abs=0.1), path.name
        fonts = run("pdffonts", path).splitlines()[2:]
        assert fonts, path.name
        for line in fonts:
            embedded, _subset, unicode = line.split()[-5:-2]
            assert (embedded, unicode) == ("yes", "yes"), (path.name, line)
        text = run("pdftotext", path, "-")
        assert text.strip(), path.name
        assert not {"〓", "\ufffd"} & set(text), path.name


COURIER = {*SUBMITTED, District.PUDONG} - {District.JINGAN}
SEALED = {District.BAOSHAN, District.HONGKOU, District.HUANGPU}


@pytest.mark.parametrize("district", [*SUBMITTED, District.PUDONG])
@pytest.mark.external("pdftoppm", "pdftotext")
def test_printed_papers(cli: Cli, tmp_path: Path, district: District) -> None:
    """Sheets for the courier and for the seal exist exactly where they are asked for; every footer is read back."""
    package = package_of(cli, tmp_path, district, None)
    assert (package.folder / PRINTS).exists() == (district in COURIER)
    assert (package.folder / STAMPS).exists() == (district in SEALED)
    marks: dict[str, list[str]] = {}
    for name in {PRINTS, STAMPS} & {path.name for path in package.folder.iterdir()}:
        path = package.folder / name
        foot = ("-x", 0, "-y", 1285, "-W", 400, "-H", 118)  # of 992 × 1403 pixels
        run("pdftoppm", "-r", 120, "-gray", *foot, path, tmp_path / name)
        drawn = sorted(tmp_path.glob(f"{name}-*.pgm"))
        pages = run("pdftotext", path, "-").split("\f")[:-1]
        assert len(drawn) == len(pages) > 0
        for number, text in enumerate(pages, 1):
            assert f"第{number}/{len(pages)}页" in "".join(text.split())
            assert ("加盖公章处" in text) or name == PRINTS
        marks[name] = [_mark(picture) for picture in drawn]
        assert len(set(marks[name])) == len(marks[name])
    assert set(marks.get(STAMPS, ())) <= set(marks.get(PRINTS, ()))


def _mark(picture: Path) -> str:
    """What the code in the footer says."""
    with Image.open(picture) as page:
        (code,) = zxingcpp.read_barcodes(page)
    assert re.fullmatch(r"JF1[A-Z2-7]{8}\d+", code.text)
    return str(code.text)


READ_MAILS = r"""
const {simpleParser} = require("mailparser"), fs = require("fs"), {createHash} = require("crypto");
const sha256 = data => createHash("sha256").update(data).digest("hex");
Promise.all(process.argv.slice(1).map(async path => {
  const mail = await simpleParser(fs.readFileSync(path));
  return {to: mail.to ? mail.to.value.map(v => v.address) : [], subject: mail.subject, text: mail.text,
    unsent: mail.headers.get("x-unsent"), headers: mail.headerLines.map(line => line.key),
    files: mail.attachments.map(a => [a.filename, a.contentType, sha256(a.content)])};
})).then(found => console.log(JSON.stringify(found)));
"""


@pytest.mark.parametrize("district", SUBMITTED)
@pytest.mark.external("node", "node:mailparser")
def test_mails(cli: Cli, tmp_path: Path, district: District) -> None:
    package = package_of(cli, tmp_path, district, None)
    drafts = package.files(".eml")
    found = json.loads(run("node", "-e", READ_MAILS, *drafts, NODE_PATH=str(NODE_MODULES)))
    assert len(found) == (2 if district == District.JINGAN else 1)
    assert [mail["subject"] for mail in found] == package.told["subjects"]
    for mail, draft in zip(found, drafts, strict=True):
        text = draft.with_suffix(".txt").read_text(encoding="utf-8")
        assert mail["unsent"] == "1"
        assert all(address in text for address in mail["to"])
        assert f"标题：{mail['subject']}\n" in text
        assert mail["text"].strip() in text
        for name, media, digest in mail["files"]:
            assert digest == sha256(package.folder / name)
            assert media == ("application/zip" if name.endswith(".zip") else WORD)
            assert f"\n{name}\n" in text


@pytest.mark.external("node", "node:mailparser", "pdftotext", "unzip")
def test_names_that_could_break_a_package(cli: Cli, tmp_path: Path) -> None:
    """Line ends, direction marks, markup, a formula, a place of the mail's text: all of it stays plain text."""
    path = sample_in(tmp_path, District.XUHUI)
    text = path.read_text(encoding="utf-8")
    for plain, odd in (
        ("上海样本信息技术有限公司", r"甲\u202e<b>\r\nBcc: thief@example.invalid</b>{附件}公司"),
        ("张样本", r"=HYPERLINK(1)<i>样本</i>\u200f"),
    ):
        text = text.replace(f'name = "{plain}"', f'name = "{odd}"')
    path.write_text(text, encoding="utf-8")
    out = tmp_path / "out"
    assert cli("export", path, "--out", out).status == 0
    company = "甲<b> Bcc: thief@example.invalid</b>{附件}公司"
    (mail,) = json.loads(
        run("node", "-e", READ_MAILS, out / "邮件-1.eml", NODE_PATH=str(NODE_MODULES))
    )
    assert mail["to"] == ["points@example.invalid"]
    assert mail["subject"] == f"{company}—=HYPERLINK(1)<i>样本</i>（新办）—共1人"
    assert f"现报送我单位（{company}）办理" in mail["text"]
    assert mail["headers"] == ["x-unsent", "to", "subject", "mime-version", "content-type"]
    ((name, _, _),) = mail["files"]
    assert name == "=HYPERLINK(1)＜i＞样本＜／i＞.zip"
    assert "No errors detected" in run("unzip", "-tq", out / name)
    for paper in sorted(out.glob("*.pdf")):
        shown = "".join(run("pdftotext", paper, "-").split())
        assert "thief@example.invalid</b>{附件}公司" in shown, paper.name
        assert not {"\u202e", "\u200f"} & set(shown), paper.name


@pytest.mark.external("soffice", "pdftotext", "pdfimages")
def test_jingans_word_document(cli: Cli, tmp_path: Path) -> None:
    """LibreOffice prints every education paper in its order, each with its name above it."""
    package = package_of(cli, tmp_path, District.JINGAN, None)
    (document,) = package.files(".docx")
    levels = ("--education", "associate", "--education", "bachelor")
    plan = cli("plan", "--district", "jingan", "--service", "new", *levels, "--json")
    names = {m["id"]: m["name"] for m in plan.json["materials"] if m["education"]}
    captions = [names[p["material"]] for p in package.told["pages"] if p["material"] in names]
    assert len(captions) > 3
    profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    run("soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, document)
    printed = tmp_path / document.with_suffix(".pdf").name
    text = "".join(run("pdftotext", printed, "-").split())
    assert text == document.stem + "".join("".join(name.split()) for name in captions)
    kinds = [line.split()[2] for line in run("pdfimages", "-list", printed).splitlines()[2:]]
    assert kinds.count("image") == len(captions)
