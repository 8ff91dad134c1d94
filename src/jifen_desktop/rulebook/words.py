"""Chinese words for the closed sets of ids; plain tables, so that every face says the same."""

from collections.abc import Mapping

from jifen_desktop.domain.checklist import ItemState
from jifen_desktop.domain.ids import (
    Basis,
    ChannelKind,
    Form,
    ImageFormat,
    LabelSize,
    Level,
    Origin,
    Outcome,
    PointsPath,
    Purpose,
    Report,
    Scope,
)

OUTCOME: Mapping[Outcome, str] = {
    Outcome.SUBMIT: "准备材料后报送",
    Outcome.ONLINE: "网上自助办理",
    Outcome.MERGED: "并入其他业务一起办理",
    Outcome.WINDOW: "到窗口办理",
    Outcome.TELEPHONE: "先致电，预约后办理",
    Outcome.NOT_STATED: "通知未说明，请先致电中心",
}

CHANNEL: Mapping[ChannelKind, str] = {
    ChannelKind.EMAIL: "电子邮件",
    ChannelKind.COURIER: "快递邮寄",
    ChannelKind.ONLINE: "网上办理",
    ChannelKind.WINDOW: "窗口办理",
    ChannelKind.TELEPHONE: "电话",
}

BASIS: Mapping[Basis, str] = {
    Basis.STATED: "通知写明",
    Basis.CARRIED: "参照",
    Basis.SILENT: "通知未说明",
}

# As sent by mail; the paper form for a courier is FORM_ON_PAPER.
FORM: Mapping[Form, str] = {
    Form.ORIGINAL_PHOTO: "原件照片",
    Form.ORIGINAL_SCAN_OR_PHOTO: "原件的扫描件或照片",
    Form.STAMPED_COPY: "盖章复印件的扫描件",
    Form.PLAIN_SCAN: "扫描件",
    Form.AS_IS: "原图，不转换压缩",
}

FORM_ON_PAPER: Mapping[Form, str] = {
    Form.ORIGINAL_PHOTO: "复印件",
    Form.ORIGINAL_SCAN_OR_PHOTO: "复印件",
    Form.STAMPED_COPY: "加盖公章的复印件",
    Form.PLAIN_SCAN: "打印件或复印件",
    Form.AS_IS: "打印件或复印件",
}

IMAGE_FORMAT: Mapping[ImageFormat, str] = {
    ImageFormat.JPG: "JPG 图片",
    ImageFormat.AS_IS: "原文件，格式不变",
}

STATE: Mapping[ItemState, str] = {
    ItemState.TO_PROVIDE: "待提供",
    ItemState.PROVIDED: "已提供",
    ItemState.TO_CONFIRM: "需确认",
    ItemState.NOT_NEEDED: "暂不需要",
    ItemState.PROBLEM: "有问题",
}

LABEL_SIZE: Mapping[LabelSize, str] = {
    LabelSize.WAYBILL: "100×150 毫米",
    LabelSize.TALL: "100×180 毫米",
    LabelSize.SMALL: "76×130 毫米",
    LabelSize.A4: "A4 一张（带裁切线）",
    LabelSize.A4_FOUR: "A4 四张（带裁切线）",
}

MAILBOX: Mapping[Purpose, str] = {
    Purpose.POINTS: "积分业务邮箱",
    Purpose.EDUCATION: "教育背景核实邮箱",
    Purpose.ACCOUNTS: "账号、单位注册、同住人业务邮箱",
    Purpose.EDUCATION_WORD: "学历附件 Word 文档邮箱",
}

LEVEL: Mapping[Level, str] = {
    Level.SECONDARY: "高中及以下",
    Level.ASSOCIATE: "专科",
    Level.BACHELOR: "本科",
    Level.MASTER: "硕士",
    Level.DOCTOR: "博士",
}

ORIGIN: Mapping[Origin, str] = {Origin.DOMESTIC: "境内", Origin.OVERSEAS: "境外"}

REPORT: Mapping[Report, str] = {Report.ELECTRONIC: "电子报告", Report.WRITTEN: "书面报告"}

SCOPE: Mapping[Scope, str] = {Scope.APPLICANT: "申请人", Scope.COMPANY: "单位"}

POINTS_PATH: Mapping[PointsPath, str] = {
    PointsPath.EDUCATION: "教育背景",
    PointsPath.SKILLS: "职称或技能",
    PointsPath.INSURANCE: "社保缴费基数",
    PointsPath.INVESTMENT: "投资纳税",
    PointsPath.AWARDS: "表彰奖励",
    PointsPath.SPOUSE: "配偶为沪籍",
    PointsPath.DEPENDANTS: "同住人",
}

# What a plan's `postponed` names.
POSTPONED: Mapping[str, str] = {"dossier_transfer": "调档", "external_letter": "出具外调联系函"}
