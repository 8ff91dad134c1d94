"""A broken rulebook pins each message: file, key and what is expected."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from jifen_desktop.resources import resource_path
from jifen_desktop.rulebook.lint import find_rule_errors

MINHANG, PUTUO = "districts/minhang.toml", "districts/putuo.toml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return Path(shutil.copytree(resource_path("rulebook"), tmp_path / "rulebook"))


def swap(old: str, new: str) -> Callable[[str], str]:
    def change(text: str) -> str:
        assert old in text, f"the rulebook no longer has {old!r}"
        return text.replace(old, new, 1)

    return change


BROKEN: dict[str, tuple[str, Callable[[str], str], str]] = {
    "an unknown key": (
        MINHANG,
        swap("[address]\ntext", '[address]\npostcode = "0"\ntext'),
        "districts/minhang.toml: address.postcode: 可用的键：addressee、remark、sender_phone_required、source、text",
    ),
    "a missing field": (
        MINHANG,
        swap('addressee = "闵行区人才服务中心受理部"\n', ""),
        "districts/minhang.toml: address.addressee: 必须填写",
    ),
    "an unknown outcome": (
        MINHANG,
        swap('outcome = "submit"', 'outcome = "maybe"'),
        (
            "districts/minhang.toml: services.new.outcome: "
            "「maybe」不在可用的值里：submit、online、merged、window、telephone、not_stated"
        ),
    ),
    "an unknown service": (
        PUTUO,
        swap("[services.new]", "[services.newest]"),
        (
            "districts/putuo.toml: services.newest: 「newest」不在可用的值里：new、renewal、education、reset_personal、"
            "reset_company、register_company、add_dependant、change_employer、change_personal、change_company、"
            "print_notice、supplement"
        ),
    ),
    "a pair without an answer": (
        PUTUO,
        swap(
            '[services.new]\noutcome = "telephone"\n'
            'source = { basis = "stated", lines = [179], checked = "notice" }\n',
            "",
        ),
        "districts/putuo.toml: services.new: 必须填写：每项业务都要有答案",
    ),
    "an unknown material": (
        MINHANG,
        swap('{ id = "id_card", source', '{ id = "library_card", source'),
        "districts/minhang.toml: services.reset_personal.materials[0].id: 「library_card」不在材料目录里",
    ),
    "a bad placeholder": (
        MINHANG,
        swap("{company}—{service_name}", "{company}—{servce}"),
        (
            "districts/minhang.toml: services.reset_personal.subject.template: 占位符 {servce} 不可用，应为其中之一："
            "company、company_short、name、id_number、service_name、token、date、n"
        ),
    ),
    "a line that the notice does not have": (
        MINHANG,
        swap("lines = [22]", "lines = [182]"),
        "districts/minhang.toml: address.source.lines: [182] 不在通知的 1-181 行之内",
    ),
    "a line of another district": (
        MINHANG,
        swap("lines = [22]", "lines = [56]"),
        "districts/minhang.toml: address.source.lines: [56] 不在闵行区的行号范围之内",
    ),
    "a carried line that its origin does not have": (
        MINHANG,
        swap('lines = [44], origin = "baoshan"', 'lines = [99], origin = "baoshan"'),
        "districts/minhang.toml: services.reset_personal.materials[0].source.lines: [99] 不在宝山区的行号范围之内",
    ),
    "a stated rule without a line": (
        MINHANG,
        swap('{ basis = "stated", lines = [22], checked', '{ basis = "stated", checked'),
        "districts/minhang.toml: address.source.lines: stated 必须写行号",
    ),
    "a wrong kind of value": (
        MINHANG,
        swap("lines = [22]", 'lines = ["22"]'),
        "districts/minhang.toml: address.source.lines[0]: 应为整数",
    ),
    "a line without a named place": (
        MINHANG,
        swap('  { name = "报送方式2", first = 21, last = 22 },\n', ""),
        "districts/minhang.toml: address.source.lines: [22] 在 places 里没有名称",
    ),
    "a rule that was not checked": (
        MINHANG,
        swap('lines = [22], checked = "notice"', "lines = [22]"),
        "districts/minhang.toml: address.source.checked: 必须填写",
    ),
    "a set with an unknown paper": (
        "materials.toml",
        swap('"tax_certificate_48_months", "social', '"tax_certificate_50_months", "social'),
        "materials.toml: sets[2]: 「tax_certificate_50_months」不在材料目录里",
    ),
    "education papers that are not by level": (
        "education.toml",
        swap('degree = "degree"', 'degree = "id_card"'),
        "education.toml: domestic.degree: 「id_card」应是材料目录里按学历分的材料",
    ),
    "broken TOML": (
        "holidays.toml",
        swap("[years.2026]", "[years.2026"),
        "holidays.toml: : 不是正确的 TOML：",
    ),
    "merged without a target": (
        "districts/baoshan.toml",
        swap('merged_into = "new"\n', ""),
        "districts/baoshan.toml: services.education.merged_into: merged 必须写，其他结果不写",
    ),
}


def test_the_shipped_rulebook_has_no_errors() -> None:
    assert find_rule_errors() == []


@pytest.mark.parametrize("name", BROKEN)
def test_each_fault_is_named_with_file_key_and_what_is_expected(root: Path, name: str) -> None:
    file, change, expected = BROKEN[name]
    path = root / file
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")
    messages = [str(e) for e in find_rule_errors(root)]
    assert any(m.startswith(expected) for m in messages), messages


def test_all_faults_are_told_at_once(root: Path) -> None:
    for name in ("an unknown key", "an unknown outcome", "broken TOML", "an unknown service"):
        file, change, _ = BROKEN[name]
        path = root / file
        path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")
    messages = [str(e) for e in find_rule_errors(root)]
    for name in ("an unknown key", "an unknown outcome", "broken TOML", "an unknown service"):
        assert any(m.startswith(BROKEN[name][2]) for m in messages), name


def test_a_missing_district_is_an_error(root: Path) -> None:
    (root / "districts" / "putuo.toml").unlink()
    assert "districts/putuo.toml: : 缺少这个区的文件" in [str(e) for e in find_rule_errors(root)]
