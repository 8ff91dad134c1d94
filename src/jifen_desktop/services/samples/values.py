"""Synthetic people, company and centre data; nothing here can be taken for a real value.

E-mail addresses use the reserved domain `example.invalid`, telephones are zeros, and ID numbers carry the region
000000, which no district has: province codes start at 11.
"""

from dataclasses import dataclass
from datetime import date

from jifen_desktop.domain.ids import Level, Purpose
from jifen_desktop.domain.submission import Centre, Company

UNALLOCATED_REGION = "000000"
MARK = "样本"
MARK_LINE = "样本文件，不具效力"
PHONE = "021-00000000"
HOME = "上海市样本区样本路1号"
CENTRE_ADDRESS = "上海市样本区样本路2号（样本地址，请勿寄送）"
CENTRE_ADDRESSEE = "样本区人才服务中心（样本）"

_FIRST_CHILD = 100
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_SURNAMES = "张李赵陈周吴徐孙马朱胡林"


@dataclass(frozen=True)
class SamplePerson:
    """One synthetic person; birth date and sex agree with the ID number."""

    index: int
    name: str

    @property
    def id_number(self) -> str:
        """The 18 characters of a resident ID."""
        return sample_id_number(self.index)

    @property
    def birth(self) -> date:
        """The date of birth, always in the past."""
        return _birth(self.index)

    @property
    def sex(self) -> str:
        """男 or 女, as the number's 17th character says."""
        return "男" if int(self.id_number[16]) % 2 else "女"


@dataclass(frozen=True)
class Study:
    """How one education level appears on its papers; `degree` is empty below bachelor."""

    word: str
    school: str
    stage: str
    years: int
    starts_at: int
    degree: str


STUDIES = {
    Level.SECONDARY: Study("高中", "上海市样本中学", "高中", 3, 15, ""),
    Level.ASSOCIATE: Study("专科", "样本职业技术学院", "专科", 3, 18, ""),
    Level.BACHELOR: Study("本科", "样本大学", "本科", 2, 21, "学士"),
    Level.MASTER: Study("硕士研究生", "样本大学", "硕士研究生", 3, 24, "硕士"),
    Level.DOCTOR: Study("博士研究生", "样本大学", "博士研究生", 4, 27, "博士"),
}

COMPANY = Company(
    name="上海样本信息技术有限公司",
    short_name="样本信息",
    credit_code="91000000000000000K",
    contact="王样本",
    phone=PHONE,
    email="office@example.invalid",
    address=HOME,
)


def sample_id_number(index: int) -> str:
    """A resident ID number by GB 11643: unallocated region, past birth date, right check digit.

    Even indexes are men's numbers, odd ones women's; from 100 on they are children's.
    """
    sequence = 2 * (index % 400) + 1 + index % 2
    body = f"{UNALLOCATED_REGION}{_birth(index):%Y%m%d}{sequence:03d}"
    total = sum(int(digit) * weight for digit, weight in zip(body, _WEIGHTS, strict=True))
    return body + "10X98765432"[total % 11]


def _birth(index: int) -> date:
    if index >= _FIRST_CHILD:
        return date(2014 + index % 6, 1 + index % 12, 1 + index % 28)
    return date(1986 + index % 9, 1 + (index * 5 + 2) % 12, 1 + (index * 7 + 6) % 28)


def sample_person(position: int) -> SamplePerson:
    """The applicant at that position, from 0: 张样本, 李样本, …"""
    surname = _SURNAMES[position % len(_SURNAMES)]
    return SamplePerson(position, f"{surname}样本")


def contact_person() -> SamplePerson:
    """The company's contact, whose ID card goes along where one is asked for."""
    return SamplePerson(61, COMPANY.contact)


def spouse_of(person: SamplePerson) -> SamplePerson:
    """The spouse, of the other sex."""
    return SamplePerson(person.index % 20 + 31, "刘样本")


def child_of(person: SamplePerson, number: int) -> SamplePerson:
    """A child by its number, from 1; bears the first applicant's surname and 小."""
    return SamplePerson(_FIRST_CHILD + person.index % 20 + number, f"{person.name[0]}小样")


def sample_centre(*, with_address: bool) -> Centre:
    """What the notice has lost: a mailbox for every purpose; an address only where the notice has none."""
    mailboxes = tuple((p, f"{p.value.replace('_', '-')}@example.invalid") for p in Purpose)
    return Centre(
        mailboxes=mailboxes,
        phone=PHONE,
        dossier_phone=PHONE,
        address=CENTRE_ADDRESS if with_address else "",
        addressee=CENTRE_ADDRESSEE if with_address else "",
    )


def later(day: date, *, years: int = 0) -> date:
    """The same day some years on (or back); 29 February becomes the 28th."""
    if (day.month, day.day) == (2, 29):
        day = day.replace(day=28)
    return day.replace(year=day.year + years)
