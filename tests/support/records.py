"""Records of exports, without an export."""

from __future__ import annotations

from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from jifen_desktop.domain.ids import Purpose
from jifen_desktop.library.entry import About, ExportRecord, SentMail, SentPage, SentPost

FILES = (
    ("20261123积分新办样本信息欧阳𬭎.zip", 4_100_000),
    ("20261123样本信息欧阳𬭎.docx", 3_900_000),
    ("邮件-1.eml", 5_600_000),
    ("材料清单.pdf", 35_000),
)


def make_record(folder: Path, *, part: bool = False) -> ExportRecord:
    """Two mails, one without a recipient, and a courier, in `folder`."""
    mails = (
        SentMail(
            "points@example.invalid",
            Purpose.POINTS,
            "20261123积分新办样本信息欧阳𬭎",
            (FILES[0][0],),
            5_600_000,
        ),
        SentMail("", Purpose.EDUCATION_WORD, "20261123样本信息欧阳𬭎", (FILES[1][0],), 5_400_000),
    )
    return ExportRecord(
        datetime(2026, 11, 23, 6, 32, tzinfo=UTC),
        str(folder),
        tuple((name, sha256(name.encode()).hexdigest()) for name, _ in FILES),
        pages=(SentPage("key-1", "欧阳𬭎", "id_card", "01-身份证-人像面.jpg", "0" * 64),),
        part=part,
        sizes=tuple(size for _, size in FILES),
        mails=mails,
        post=SentPost("上海市样本区样本路2号", "样本中心受理部", "021-00000000", "积分办理"),
        about=About("上海样本信息技术有限公司", "静安区", "积分申请（新办）", ("欧阳𬭎",)),
    )
