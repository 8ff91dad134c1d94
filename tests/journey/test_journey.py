"""One applicant, a dozen documents, from the first page to a checked archive in at most 25 acts."""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path

import pytest

from jifen_desktop.domain.ids import District, Level, Service
from jifen_desktop.library.submission_file import read_submission
from jifen_desktop.rulebook.load import load_rulebook
from tests.journey.showing import ended_well, walked
from tests.support.samples import ON, sample_in

MOST_ACTS = 25


def papers(folder: Path) -> tuple[list[str], list[tuple[str, str]], int]:
    """The sample's files under the names that a user gives them, what to type, and the count of documents."""
    book = load_rulebook()
    sample = read_submission(sample_in(folder, District.XUHUI, Service.NEW), book, today=ON)
    person, company = sample.applicants[0], sample.company
    given = [d for d in (*person.documents, *sample.documents) if Level.ASSOCIATE not in d[0]]
    files = []
    for material, documents in given:
        for number, document in enumerate(documents, 1):
            name = f"{book.material_name(material)} {number}{document.path.suffix}"
            target = folder / "收到的文件" / name.replace("/", "、")
            target.parent.mkdir(exist_ok=True)
            shutil.copyfile(document.path, target)
            files.append(str(target))
    fields = [
        ("单位名称", company.name),
        ("联系人", company.contact),
        ("联系电话", company.phone),
        ("电子邮箱", company.email),
        ("寄件地址", company.address),
        ("姓名", person.name),
        ("身份证号码", person.id_number),
    ]
    return files, fields, len(given)


@pytest.mark.external("Xvfb")
def test_from_the_first_page_to_the_files(tmp_path: Path, display: str) -> None:
    files, fields, documents = papers(tmp_path)
    assert documents >= 12
    plan = tmp_path / "plan.json"
    result = tmp_path / "result.json"
    plan.write_text(
        json.dumps(
            {
                "district": "闵行区",
                "service": "积分申请（新办）",
                "fields": fields,
                "level": "本科",
                "files": files,
                "as_of": ON.isoformat(),
                "result": str(result),
            }
        )
    )
    done = walked("tests.journey.walk", plan, display)
    told = ended_well(done, result)
    print(f"{len(told['acts'])} acts:", *told["acts"], sep="\n  ")
    assert len(told["acts"]) <= MOST_ACTS
    with zipfile.ZipFile(Path(told["folder"]) / "张样本.zip") as archive:
        assert archive.testzip() is None
        names = archive.namelist()
    assert len(names) >= len(files)
    assert all(name.startswith("张样本/") and name.endswith(".jpg") for name in names)
    for word in (
        "身份证-人像面",
        "身份证-国徽面",
        "毕业证书（本科）",
        "学位证书（本科）",
        "营业执照",
    ):
        assert any(word in name for name in names), (word, names)
