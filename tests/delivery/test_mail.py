"""The draft and the text to copy: read back by several parsers; no text adds a header."""

import base64
import json
import re
import subprocess
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import EmailMessage, Message
from email.policy import SMTP, compat32, default
from pathlib import Path
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jifen_desktop.delivery.compose_mail import mail_body
from jifen_desktop.delivery.mail import Attachment, Mail, copy_text, eml_bytes
from jifen_desktop.domain.errors import Code, JifenError
from jifen_desktop.domain.submission import Company

SUBJECT = "上海样本信息技术有限公司—欧阳𬭎（新办）+阿卜杜拉·买买提（续办）—共2人"
NAMES = [
    "欧阳𬭎.zip",
    "王㛃·样本.zip",
    "吐尔逊江·" + "样" * 45 + ".zip",
    "20261123样本信息张样本.docx",
    "id-card.jpg",
    'a "quoted" \\ name.pdf',
    "=?x?= .png",
]


def mail_with(folder: Path, to: str = "points@example.invalid") -> Mail:
    made = []
    for number, name in enumerate(NAMES):
        path = folder / f"{number}.bin"
        path.write_bytes(bytes(range(256)) * (number + 1))
        made.append(Attachment(name, path))
    return Mail(to, SUBJECT, "您好：\n\n现报送材料。\n", tuple(made))


def read_default(data: bytes) -> EmailMessage:
    return message_from_bytes(data, policy=default)


def decoded(text: object) -> str:
    return str(make_header(decode_header(str(text))))


def test_it_is_a_draft_without_sender_date_and_id(tmp_path: Path) -> None:
    data = eml_bytes(mail_with(tmp_path))
    message = read_default(data)
    assert message["X-Unsent"] == "1"
    assert message["To"] == "points@example.invalid"
    assert message["Subject"] == SUBJECT
    for absent in ("From", "Date", "Message-ID", "Sender", "Bcc"):
        assert absent not in message
    assert not re.search(rb"(?<!\r)\n", data), "every line ends in CRLF"
    assert not re.search(rb"\r(?!\n)", data)
    assert data.isascii()
    assert max(len(line) for line in data.split(b"\r\n")) <= 998
    assert data == eml_bytes(mail_with(tmp_path)), "the same input gives the same bytes"


def test_without_a_recipient_the_header_is_left_out(tmp_path: Path) -> None:
    assert "To" not in read_default(eml_bytes(mail_with(tmp_path, to=" \n ")))


@pytest.mark.parametrize("between", ["；", "，", "、", "; ", ", ", " ", "\n"])
def test_several_recipients_in_the_way_people_write_them(between: str) -> None:
    typed = between.join(["积分受理 <a@example.invalid>", "b@example.invalid"])
    message = read_default(eml_bytes(Mail(typed, "s", "b")))
    assert [a.addr_spec for a in message["To"].addresses] == [
        "a@example.invalid",
        "b@example.invalid",
    ]


@pytest.mark.parametrize("policy", [default, SMTP])
def test_names_types_and_bytes_with_the_modern_parser(tmp_path: Path, policy: object) -> None:
    message = message_from_bytes(eml_bytes(mail_with(tmp_path)), policy=policy)  # type: ignore[call-overload]
    parts = list(message.iter_attachments())
    assert [p.get_filename() for p in parts] == NAMES
    types = [p.get_content_type() for p in parts]
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    assert types == ["application/zip"] * 3 + [word, "image/jpeg", "application/pdf", "image/png"]
    for number, part in enumerate(parts):
        assert part.get_content_disposition() == "attachment"
        assert part.get_payload(decode=True) == bytes(range(256)) * (number + 1)
    body = message.get_body()
    assert body.get_content().replace("\r\n", "\n") == "您好：\n\n现报送材料。\n"
    assert body["Content-Transfer-Encoding"] == "base64"


def test_names_with_the_older_parser(tmp_path: Path) -> None:
    message: Message = message_from_bytes(eml_bytes(mail_with(tmp_path)), policy=compat32)
    assert decoded(message["Subject"]) == SUBJECT
    parts = [p for p in message.walk() if p.get_filename()]
    assert [decoded(p.get_filename()) for p in parts] == NAMES
    assert [decoded(p.get_param("name")) for p in parts] == NAMES


def test_both_forms_of_every_name_stand_there(tmp_path: Path) -> None:
    raw = eml_bytes(mail_with(tmp_path)).decode("ascii")
    assert all(len(line) <= 76 for line in raw.split("\r\n") if "=?" in line)
    data = raw.replace("\r\n ", " ")
    for name in NAMES[:4]:
        for key in ("name", "filename"):
            extended = re.findall(rf"[ ;]{key}\*=utf-8''(\S+)", data)
            words = re.findall(rf'[ ;]{key}="((?:=\?utf-8\?B\?\S+\?= ?)+)"', data)
            assert name in [unquote(e) for e in extended]
            assert name in [decoded(w) for w in words]
    for word in re.findall(r"=\?utf-8\?B\?(\S+?)\?=", data):
        assert len(word) + 12 <= 75
        assert len(base64.b64decode(word)) <= 39
        base64.b64decode(word).decode("utf-8")  # no character is split


NODE = r"""
const raw = require("fs").readFileSync(process.argv[1]).toString("latin1");
const word = s => s.replace(/\?=\s+=\?/g, "?==?").replace(/=\?utf-8\?b\?([^?]*)\?=/gi,
  (_, b) => Buffer.from(b, "base64").toString("utf8"));
const [head] = raw.split("\r\n\r\n");
const boundary = /boundary="?([^"\r\n;]+)"?/.exec(head)[1];
const parts = raw.split("--" + boundary).slice(2, -1).map(p => {
  const at = p.indexOf("\r\n\r\n");
  const h = p.slice(0, at).replace(/\r\n[ \t]+/g, " ");
  return {name: word(/[ ;]name="((?:[^"\\]|\\.)*)"/.exec(h)[1]).replace(/\\(.)/g, "$1"),
          size: Buffer.from(p.slice(at), "base64").length};
});
const subject = /^Subject: ((?:.|\r\n[ \t])*)/m.exec(head)[1].replace(/\r\n[ \t]+/g, " ");
console.log(JSON.stringify({subject: word(subject), parts}));
"""


@pytest.mark.external("node")
def test_a_simple_reader_in_another_language_agrees(tmp_path: Path) -> None:
    path = tmp_path / "mail.eml"
    path.write_bytes(eml_bytes(mail_with(tmp_path)))
    run = subprocess.run(["node", "-e", NODE, str(path)], check=True, capture_output=True)
    found = json.loads(run.stdout.decode("utf-8"))
    assert found["subject"] == SUBJECT
    sizes = [256 * (number + 1) for number in range(len(NAMES))]
    assert found["parts"] == [
        {"name": name, "size": size} for name, size in zip(NAMES, sizes, strict=True)
    ]


def test_a_missing_attachment_is_named(tmp_path: Path) -> None:
    with pytest.raises(JifenError) as failure:
        eml_bytes(Mail("", "s", "b", (Attachment("张样本.zip", tmp_path / "none"),)))
    assert failure.value.code == Code.FILE_MISSING
    assert failure.value.params == {"name": "张样本.zip"}


def test_line_ends_can_not_add_a_header(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(b"x")
    evil = "a\r\nBcc: thief@example.invalid\r\n\r\nbody\u2028X-Evil: 1\x85X-More: 1"
    message = read_default(eml_bytes(Mail(evil, evil, "text", (Attachment(evil, path),))))
    for part in message.walk():
        assert not {"bcc", "x-evil", "x-more"} & {key.lower() for key in part.keys()}  # noqa: SIM118
    assert message["Subject"] == "a Bcc: thief@example.invalid body X-Evil: 1 X-More: 1"


@given(to=st.text(), subject=st.text(), body=st.text(), name=st.text())
def test_no_text_crashes_it_or_adds_a_header(
    tmp_path_factory: pytest.TempPathFactory, to: str, subject: str, body: str, name: str
) -> None:
    path = tmp_path_factory.getbasetemp() / "x"
    path.write_bytes(b"x")
    data = eml_bytes(Mail(to, subject, body, (Attachment(name, path),)))
    assert data.isascii()
    message = message_from_bytes(data, policy=compat32)
    allowed = {"x-unsent", "to", "subject", "mime-version", "content-type"}
    assert {key.lower() for key in message.keys()} <= allowed  # noqa: SIM118
    assert len([p for p in message.walk() if not p.is_multipart()]) == 2
    copy_text(Mail(to, subject, body))


@given(subject=st.text(alphabet=st.sampled_from("上海—（）+【】𬭎㛃· aZ09=?_"), max_size=200))
def test_every_subject_comes_back_exact(subject: str) -> None:
    message = read_default(eml_bytes(Mail("", subject, "b")))
    assert message["Subject"] == " ".join(subject.split())


def test_the_text_to_copy() -> None:
    attachments = (Attachment("欧阳𬭎.zip", Path("x")), Attachment("王样本.zip", Path("y")))
    text = copy_text(Mail("points@example.invalid", SUBJECT, "您好：\n\n正文。\n", attachments))
    assert text == (
        "收件人：points@example.invalid\n\n"
        f"标题：{SUBJECT}\n\n"
        "正文：\n您好：\n\n正文。\n\n"
        "附件：\n欧阳𬭎.zip\n王样本.zip\n"
    )
    assert "收件人：（未填写" in copy_text(Mail("", SUBJECT, "b"))


COMPANY = Company(
    name="上海样本信息技术有限公司",
    contact="王样本",
    phone="000-00000000",
    email="hr@example.invalid",
)


def test_the_body_names_people_attachments_and_the_contact() -> None:
    body = mail_body(
        COMPANY,
        "积分申请（新办）",
        [("欧阳𬭎", "积分申请（新办）"), ("李样本", "续办")],
        ["欧阳𬭎.zip", "李样本.zip"],
    )
    for wanted in (
        "您好",
        COMPANY.name,
        "积分申请（新办）",
        "1. 欧阳𬭎\n",
        "2. 李样本（续办）",
        "1. 欧阳𬭎.zip",
        "联系人：王样本",
        "联系电话：000-00000000",
        "电子邮箱：hr@example.invalid",
        "谢谢",
    ):
        assert wanted in body


def test_what_is_not_given_is_not_written() -> None:
    body = mail_body(Company(), "单位账号密码重置", [], [])
    for absent in ("联系", "电子邮箱", "申请人（", "附件", "（）", "Word"):
        assert absent not in body.replace("请与我们联系", "")
    assert "Word" in mail_body(Company(), "教育背景核实", [], ["a.docx"], education_word=True)


def test_the_opening_has_no_gap_behind_a_bracket() -> None:
    two = [("欧阳𬭎", ""), ("李样本", "")]
    assert "现报送我单位（甲公司）2 人办理“新办”" in mail_body(
        Company(name="甲公司"), "新办", two, []
    )
    assert "现报送我单位 2 人办理“新办”" in mail_body(Company(), "新办", two, [])
    assert "现报送我单位办理“新办”" in mail_body(Company(), "新办", two[:1], [])


def test_a_company_name_can_not_bring_lines_into_the_body() -> None:
    body = mail_body(Company(name="甲\n公司"), "新办", [("张\r\n三", "")], [])
    assert "甲 公司" in body
    assert "1. 张 三\n" in body


def test_the_users_own_words_take_the_places() -> None:
    own = "尊敬的老师：\r\n{我单位}报送{业务}。\u202e\n\n{附件}\n{分封}\n{联系方式}"
    body = mail_body(COMPANY, "教育背景核实", [("欧阳𬭎", "")], ["欧阳𬭎.zip"], template=own)
    assert body == (
        "尊敬的老师：\n我单位（上海样本信息技术有限公司）报送教育背景核实。\n\n"
        "附件（共 1 个）：\n1. 欧阳𬭎.zip\n"
        "单位联系方式：\n联系人：王样本\n联系电话：000-00000000\n电子邮箱：hr@example.invalid\n"
    )
    evil = mail_body(Company(name="{附件}"), "新办", [], ["a.zip"], template="{单位}")
    assert evil == "{附件}\n"
