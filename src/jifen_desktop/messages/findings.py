"""What is said of a finding, by its code."""

from collections.abc import Mapping

_OTHER_WAYS = "向中心问怎么交，或用上限更大的收件邮箱（在中心资料里填上限）"

# code -> (title, remedy); the placeholders are the finding's parameters
FINDINGS: Mapping[str, tuple[str, str]] = {
    "company_name_missing": ("单位名称还没填写", "填写单位名称"),
    "credit_code_wrong": ("统一社会信用代码不对：位数或校验位对不上", "与营业执照逐位核对"),
    "credit_code_unknown": ("这类统一社会信用代码无法自动核对", "与营业执照逐位核对后确认"),
    "short_name_missing": ("单位简称还没填写，文件名会用全称", "填写单位简称，或确认用全称"),
    "contact_name_missing": (
        "单位联系人还没填写，文件名和邮件标题里要用联系人的姓名",
        "填写联系人",
    ),
    "contact_missing": ("单位联系人和联系方式没填全，中心要求写在邮件里", "填写联系人和电话"),
    "sender_mailbox_missing": ("本单位固定的发件邮箱还没填写", "填写固定邮箱，以后都用它发送"),
    "applicants_missing": ("还没有申请人", "添加申请人"),
    "applicant_name_missing": ("申请人姓名还没填写", "填写姓名"),
    "name_twice": ("有两位申请人同名，压缩包会编号区分", "核对是否重复添加，再确认"),
    "name_dot": ("姓名里的间隔号不是规范的“·”", "改成“·”，或与证件核对后确认"),
    "name_changed": ("姓名里有不能用在文件名里的字符，文件名会写成「{shown}」", "与证件核对后确认"),
    "id_number_missing": ("身份证号码还没填写，邮件标题里要用", "填写身份证号码"),
    "id_number_length": ("身份证号码应为 18 位：17 位数字加一位数字或 X", "与证件逐位核对"),
    "id_number_check_digit": ("身份证号码最后一位对不上", "与证件逐位核对，改好才能导出"),
    "id_number_birth_date": ("身份证号码里的出生日期不存在", "与证件逐位核对，改好才能导出"),
    "id_number_twice": ("有两位申请人的身份证号码相同", "核对后改正"),
    "permit_unknown": ("居住证有效期还没填写，须至少到 {wanted}", "填写有效期至，或核对后确认"),
    "permit_too_short": ("居住证有效期不足，须至少到 {wanted}", "先续签居住证，再提交申请"),
    "permit_expired": ("居住证已过有效期", "先续签，或核对日期后确认"),
    "rider_not_allowed": ("这个区的这项业务不能随带其他业务", "去掉这位申请人，或另开一份申报"),
    "education_missing": ("还没有选学历", "选上所有要用来积分的学历"),
    "report_expired": ("{level}的电子认证报告已于 {day} 到期", "在学信网延长有效期，重新下载"),
    "report_expiring": ("{level}的电子认证报告 {day} 到期", "在学信网延长有效期，或尽快提交"),
    "report_old": (
        "{level}的电子认证报告更新于 {day}，已超过一个月",
        "核对有效期后填写，或重新下载",
    ),
    "report_very_old": (
        "{level}的电子认证报告更新于 {day}，已超过六个月，很可能失效",
        "在学信网重新下载",
    ),
    "material_missing": ("缺少：{name}", "添加照片、扫描件或 PDF；确实没有的，标为不适用并写原因"),
    "report_missing": ("一份都没有：{name}", "添加电子或书面报告；确实没有的，标为不适用并写原因"),
    "not_applicable": ("{name}标为不适用：{reason}", "确认原因属实"),
    "unlisted": ("{name}不在这项业务的清单里，会一起放进压缩包", "不需要的话移除"),
    "company_paper_of_person": (
        "{name}是单位材料，现在只进这一位的压缩包",
        "移到单位材料里，每位的压缩包都会有",
    ),
    "mailbox_invalid": (
        "填写的邮箱「{address}」写法不对，邮件草稿不会有收件人",
        "改成像 name@example.com 的一个邮箱",
    ),
    "one_side_only": ("{name}只有一面", "补上另一面，或确认两面在同一张图里"),
    "unstamped": (
        "{n} 项要盖章的材料还没有放回盖章的扫描件：{names}",
        "打印盖章件，盖章后放回“材料”；放进来的已盖好章，或只用快递，就确认",
    ),
    "stamped_partly": (
        "{name}要盖章的 {n} 页只放回了 {back} 页，邮件里不会有其余的",
        "把其余的盖章后也放回，或从材料里移除用不着的页",
    ),
    "first_frame": ("「{name}」是动图，只用它的第一帧", "第一帧不对的，换成一张静止的图"),
    "page_not_there": ("「{name}」没有第 {pages} 页", "改成文件里有的页码"),
    "reduced": (
        "「{name}」有一页的幅面太大，导出时分辨率低于 300 dpi",
        "核对最小的字是否看得清；看不清就分块扫描",
    ),
    "used_twice": ("{name}与{other}用了同一个文件", "核对是否放错，再确认"),
    "page_blurred": (
        "{material}{where}看起来模糊，小字可能认不清",
        "「{name}」：拿稳、对准再拍一张，或重新扫描；看得清就确认",
    ),
    "page_small": (
        "{material}{where}像素太少：最多约 {dots} dpi，按{paper}大小应有约 {least} dpi",
        "「{name}」：换手机里的原图，或选 300 dpi 扫描；看得清就确认",
    ),
    "page_dark": (
        "{material}{where}太暗，字可能认不清",
        "「{name}」：在亮处重拍；看得清就确认",
    ),
    "page_faint": (
        "{material}{where}字迹太淡，或者拍得过亮",
        "「{name}」：调深后重新扫描，或重拍；看得清就确认",
    ),
    "page_sideways": (
        "{material}{where}看起来是横着的",
        "「{name}」：转到文字正向；本来就这样就确认",
    ),
    "page_empty": (
        "{material}{where}看起来是空白页",
        "「{name}」：用不着就移除；要用就确认",
    ),
    "page_no_seal": (
        "{material}{where}没有看到红章",
        "「{name}」：没盖章就补盖后再扫，黑白扫的改成彩色；章盖好了就确认",
    ),
    "page_twice": (
        "{material}{where}与{other}看起来是同一张图",
        "「{name}」：放错了就换一张；确实都要用就确认",
    ),
    "channel_not_offered": ("这项业务不能用这种方式交", "改选通知列出的方式"),
    "courier_no_address": ("没有收件地址，快递这一路做不了", "向中心问到地址后填写"),
    "courier_no_sender_phone": ("寄件人没有电话，快递这一路做不了", "填写单位的联系电话"),
    "centre_phone_missing": ("收件人电话还没填写，通知里已缺失", "向中心问到后填写"),
    "address_of_2020": ("收件地址来自2020年通知", "寄前向中心核对，再确认"),
    "sender_phone_missing": ("寄件人电话还没填写", "填写单位的联系电话"),
    "mail_text_no_contact": (
        "您改写的邮件正文里没有单位联系方式，中心要求写在邮件里",
        "在邮件正文里加上 {{联系方式}}，或恢复默认",
    ),
    "mailbox_missing_points": ("中心的收件邮箱还没填写，通知里已缺失", "向中心问到后填写"),
    "mailbox_missing_education": (
        "中心收教育背景核实材料的邮箱还没填写，通知里已缺失",
        "向中心问到后填写",
    ),
    "mailbox_missing_accounts": (
        "中心收账号等业务的邮箱还没填写，通知里已缺失",
        "向中心问到后填写",
    ),
    "mailbox_missing_education_word": (
        "中心收学历 Word 文档的邮箱还没填写，通知里已缺失",
        "向中心问到后填写",
    ),
    "location_told": (
        "{n} 个文件里记着拍摄地点，会随原文件一起交出",
        "不想交出就勾选“去掉拍摄地点”，否则确认",
    ),
    "location_stays": (
        "「{name}」里的拍摄地点去不掉：存放的位置不能无损修改",
        "在手机上去掉位置信息后重新添加，或确认照原样交出",
    ),
    "nothing_to_send": ("一份材料都没有，没有可以导出的", "先添加材料"),
    "no_archive": ("这位申请人没有材料，不会有压缩包", "添加材料，或去掉这位申请人"),
    "mail_split": (
        "材料较大，{n} 人分成 {mails} 封邮件，每封不超过 {limit} MB，图片不变",
        "每封都要发；标题里的人数是这一封的",
    ),
    "mail_compress": (
        "第 {n} 封邮件约 {size} MB，超过收件邮箱的 {limit} MB",
        "看过压缩效果并同意后才压缩图片；不同意就原样导出，改用别的办法交",
    ),
    "mail_compressed": (
        "{count} 张图片为放进邮件压缩过，与原件不再完全相同",
        "寄出前打开压缩包看看是否清楚；原件没有改动",
    ),
    "mail_too_large": (
        "第 {n} 封邮件约 {size} MB，超过收件邮箱的 {limit} MB；这个区要原图，程序不压缩",
        f"改用快递；{_OTHER_WAYS}",
    ),
    "mail_too_large_by_mail_only": (
        "第 {n} 封邮件约 {size} MB，超过收件邮箱的 {limit} MB；这个区要原图，程序不压缩",
        _OTHER_WAYS,
    ),
    "mail_least_too_large": (
        "第 {n} 封邮件约 {size} MB，压到最低画质仍超过收件邮箱的 {limit} MB，没有压缩",
        f"改用快递；{_OTHER_WAYS}",
    ),
    "mail_least_too_large_by_mail_only": (
        "第 {n} 封邮件约 {size} MB，压到最低画质仍超过收件邮箱的 {limit} MB，没有压缩",
        _OTHER_WAYS,
    ),
    "card_uncut": (
        "{count} 张证件照片没有裁到证件的边，打印出来比实物小",
        "在材料里裁到证件边缘，再导出或打印",
    ),
    "glyph_missing": (
        "“{characters}”缺少字体，标签和清单里会显示为〓",
        "打印后手写补上，或安装含这些字的字体",
    ),
}
