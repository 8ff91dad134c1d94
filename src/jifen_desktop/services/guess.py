"""Which row a file may be for, told by its name alone; a guess the user always gets to see and change."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from jifen_desktop.domain.ids import Level
from jifen_desktop.domain.plan import Material

# Paper (without level or number) -> sets of words; all words of a set have to stand in the name.
_WORDS: Final[dict[str, tuple[tuple[str, ...], ...]]] = {
    "id_card": (("身份证",), ("人像面",), ("国徽面",), ("idcard",), ("sfz",)),
    "residence_permit": (("居住证",), ("居住证", "正面"), ("居住证", "反面")),
    "application_form": (("申请表", "模板"), ("业务申请表",)),
    "points_application_form": (("积分申请表",), ("申请表",)),
    "household_register": (("户口簿",), ("户口本",), ("户籍",), ("集体户口",), ("户口",)),
    "labour_contract": (("劳动合同",), ("聘用合同",), ("合同",)),
    "dispatch_agreement": (("派遣协议",), ("派遣",)),
    "tax_certificate": (("完税证明",), ("个税",), ("个人所得税",), ("纳税记录",)),
    "tax_certificate_48_months": (("完税证明", "48"), ("个税", "48"), ("个人所得税", "48")),
    "password_reset_application": (("密码重置",),),
    "leaving_certificate": (("退工单",), ("离职证明",), ("退工",)),
    "business_licence": (("营业执照",), ("法人证书",), ("执照",)),
    "contact_id_card": (
        ("联系人", "身份证"),
        ("人事", "身份证"),
        ("专员", "身份证"),
        ("经办人", "身份证"),
    ),
    "letter_of_introduction": (("介绍信",),),
    "social_insurance_registration": (("社会保险登记证",), ("社保登记",), ("缴费通知单",)),
    "hr_service_licence": (("人力资源服务许可",),),
    "diploma": (("毕业证书",), ("毕业证",), ("学历证书",), ("学历证",), ("毕业",)),
    "chsi_filing": (("电子注册备案",), ("备案表",), ("学历证书电子",)),
    "chsi_status": (("学籍",), ("学籍在线验证",)),
    "diploma_report_written": (("学历认证报告",), ("书面", "学历"), ("学历认证",)),
    "degree": (("学位证书",), ("学位证",)),
    "degree_report": (("学位在线验证",), ("学位", "验证"), ("电子学位认证",)),
    "degree_report_written": (("学位认证报告",), ("书面", "学位")),
    "overseas_report": (("国外学历",), ("境外学历",), ("留服",), ("学历学位认证",), ("留学",)),
    "graduate_register": (("毕业生登记表",), ("成绩单",)),
    "professional_title_certificate": (("职称证书",), ("职称证",), ("职称",)),
    "title_review_form": (("评审表",), ("职称", "评审")),
    "appointment_form": (("聘任表",), ("聘任",)),
    "vocational_certificate": (("职业资格",),),
    "registration_certificate": (("注册证",),),
    "registration_form": (("登记表",),),
    "skill_level_certificate": (("技能等级",), ("技能证",)),
    "social_insurance_list": (("社保清单",), ("社保缴费",), ("社保",)),
    "company_registry_extract": (("工商档案",), ("机读",)),
    "articles_of_association": (("公司章程",), ("章程",)),
    "capital_verification_report": (("验资报告",), ("验资",)),
    "tax_payment_certificate": (("纳税证明",), ("企业纳税",)),
    "award_certificate": (("获奖",), ("表彰",), ("荣誉",)),
    "marriage_certificate": (("结婚证",), ("结婚",)),
    "spouse_id_card": (
        ("配偶", "身份证"),
        ("爱人", "身份证"),
        ("妻子", "身份证"),
        ("丈夫", "身份证"),
    ),
    "spouse_household_register": (
        ("配偶", "户口"),
        ("爱人", "户口"),
        ("妻子", "户口"),
        ("丈夫", "户口"),
    ),
    "divorce_papers": (("离婚",), ("判决书",)),
    "child_birth_certificate": (("出生医学证明",), ("出生证",), ("出生",)),
    "child_household_register": (
        ("子女", "户口"),
        ("孩子", "户口"),
        ("儿子", "户口"),
        ("女儿", "户口"),
    ),
    "child_enrolment_certificate": (("在读证明",), ("学生证",), ("在学",)),
}
_LEVELS: Final[dict[Level, tuple[str, ...]]] = {
    Level.SECONDARY: ("高中", "中专", "职高", "技校"),
    Level.ASSOCIATE: ("专科", "大专", "高职"),
    Level.BACHELOR: ("本科", "学士"),
    Level.MASTER: ("硕士", "研究生"),
    Level.DOCTOR: ("博士",),
}
_NOISE: Final = re.compile(r"[\s_\-—.，、（）()【】\[\]+·]+")


@dataclass(frozen=True)
class Candidate:
    """A row that a file could go into; `owner` is an applicant's key, empty for the company."""

    owner: str
    owner_name: str
    material: Material
    empty: bool = True


def guess(file_name: str, candidates: Sequence[Candidate], current: str = "") -> Candidate | None:
    """The likeliest row, or None where the name says nothing.

    Among rows that fit equally well, the person named in the file name wins, then the `current` one, then a row that
    is still empty.
    """
    name = plain_name(file_name.rpartition(".")[0] or file_name)
    rated = [(_rate(name, c, current), c) for c in candidates]
    best = max(rated, key=lambda entry: entry[0], default=None)
    return best[1] if best is not None and best[0][0] > 0 else None


def _rate(name: str, candidate: Candidate, current: str) -> tuple[int, int, bool, bool]:
    """(how well the words fit, whether the person is named, is current, row is empty)."""
    own = plain_name(candidate.owner_name)
    named = bool(own) and own in name
    material = candidate.material
    fit = _fit(name.replace(own, "") if named else name, material)
    return fit, int(named), candidate.owner == current, candidate.empty


def _fit(name: str, material: Material) -> int:
    """Twice the letters that fit, with more for the right level and none for another one."""
    stem = material.id.partition(".")[0]
    sets = [*_WORDS.get(stem, ()), (plain_name(material.label or material.name),)]
    fit = max((sum(map(len, words)) for words in sets if _all_in(words, name)), default=0)
    if not fit:
        return 0
    return 2 * fit + _level_bonus(name, material.education)


def _level_bonus(name: str, level: Level | None) -> int:
    named = {found for found, words in _LEVELS.items() if any(w in name for w in words)}
    if level is None or not named:
        return 0
    return 1 if level in named else -1


def _all_in(words: Sequence[str], name: str) -> bool:
    return all(word and word in name for word in words)


@lru_cache(maxsize=1024)
def plain_name(text: str) -> str:
    """A name without what stands between words in file names: 01-张 样本 is 01张样本."""
    return _NOISE.sub("", text.casefold())
