"""Words of the pair page that follow from a plan."""

from __future__ import annotations

from jifen_desktop.domain.ids import ChannelKind, Outcome, Service
from jifen_desktop.domain.plan import ArchiveFormat, Channel, Plan
from jifen_desktop.domain.submission import Submission
from jifen_desktop.review.ways import channel_obstacle
from jifen_desktop.rulebook.load import Rulebook
from jifen_desktop.rulebook.schema import DistrictFile
from jifen_desktop.rulebook.words import IMAGE_FORMAT, MAILBOX

WAY = {
    ChannelKind.EMAIL: "邮件",
    ChannelKind.COURIER: "快递",
    ChannelKind.ONLINE: "网上",
    ChannelKind.WINDOW: "窗口",
    ChannelKind.TELEPHONE: "电话",
}
CHOICE = {ChannelKind.EMAIL: "电子邮件", ChannelKind.COURIER: "快递"}
_DURING = "积分有效期内"
_ONLINE = {Service.RENEWAL: "网上申报", Service.PRINT_NOTICE: "网上打印"}
_PLACEHOLDERS = {
    "company": "单位名称",
    "company_short": "单位简称",
    "name": "姓名",
    "id_number": "身份证号码",
    "date": "日期",
    "service_name": "业务名称",
}


def service_title(book: Rulebook, rules: DistrictFile, service: Service) -> str:
    """The business as this district calls it, short enough for a tile."""
    name = rules.services[service].name or book.services.services[service].name
    return name.removeprefix(_DURING)


def outcome_line(book: Rulebook, rules: DistrictFile, service: Service) -> str:
    """Where the business leads in this district, in a few words."""
    pair = rules.services[service]
    if pair.outcome == Outcome.SUBMIT:
        return "、".join(WAY[channel.kind] for channel in pair.channels)
    if pair.outcome == Outcome.MERGED and pair.merged_into:
        return f"并入{book.services.services[pair.merged_into].token or '积分申请'}"
    return {
        Outcome.ONLINE: _ONLINE.get(service, "网上办理"),
        Outcome.WINDOW: "到窗口办理",
        Outcome.TELEPHONE: "先致电，再预约",
        Outcome.NOT_STATED: "通知未说明",
        Outcome.MERGED: "并入其他业务",
        Outcome.SUBMIT: "",
    }[pair.outcome]


def way_line(plan: Plan) -> str:
    """What happens in the program, in one line under the panel's title."""
    if plan.outcome == Outcome.SUBMIT:
        ways = "或".join(WAY[channel.kind] for channel in plan.channels)
        return f"收集材料 → 核对 → 导出，用{ways}交"
    return {
        Outcome.ONLINE: "在网上自己办，不用交材料",
        Outcome.MERGED: "不单独办理，材料随另一项业务一起交",
        Outcome.WINDOW: "到中心窗口办理",
        Outcome.TELEPHONE: "先打电话问清，再预约办理",
        Outcome.NOT_STATED: "通知没有说明怎么办，先打电话问中心",
    }[plan.outcome]


def channel_words(channel: Channel, submission: Submission) -> str:
    """Where it goes to, or what is missing for it."""
    if channel.kind == ChannelKind.EMAIL:
        name = MAILBOX[channel.mailbox] if channel.mailbox else "中心邮箱"
        address = submission.centre.mailbox(channel.mailbox)
        return f"{name}：{address}" if address else f"{name}：通知里已缺失，向中心问到后填写"
    if channel_obstacle(channel, submission) == "no_address":
        return "通知没有写邮寄地址，向中心问到后填写"
    origin = "（您填写的地址）" if channel.user_filled else ""
    parts = [f"{channel.address or ''}{origin}", channel.addressee or ""]
    if channel.sender_phone_required:
        parts.append("寄件人须写清电话")
    return "，".join(part for part in parts if part)


def missing_data(channel: Channel, submission: Submission) -> str:
    """The act that fills what the channel lacks, or an empty text."""
    if channel.kind == ChannelKind.EMAIL and not submission.centre.mailbox(channel.mailbox):
        return "填写邮箱"
    return "填写地址" if channel_obstacle(channel, submission) == "no_address" else ""


def archive_words(archive: ArchiveFormat, company_only: bool, token: str) -> str:
    """How archives are made and named."""
    stem = archive.template.removesuffix(".zip").replace("{token}", token)
    for key, word in _PLACEHOLDERS.items():
        stem = stem.replace(f"{{{key}}}", f"〔{word}〕")
    whose = "整份申报" if company_only else "每人"
    inside = IMAGE_FORMAT[archive.image_format]
    space = " " if inside[0].isascii() else ""
    return f"{whose}一个文件夹、一个压缩包，命名为 {stem}.zip；里面是{space}{inside}"
