"""Scenes that show the widget kit as the six designed pages use it; all data is invented."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.theme import Size, TextRole, Tone
from tests.pictures import scene

STEPS = ("业务与区", "单位与申请人", "学历与学位", "材料", "核对", "导出")


def page_image(width: int = 60, height: int = 80) -> QImage:
    """A grey page with lines, in place of a scan."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("#E4E7EC"))
    painter = QPainter(image)
    for y in range(10, height - 8, 10):
        painter.fillRect(8, y, width - 16, 3, QColor("#AEB4BF"))
    painter.end()
    return image


def rail(current: int, note: str = "", *, bad: bool = False) -> w.StepRail:
    """The rail of an open case at step `current` (from 0)."""
    result = w.StepRail()
    result.set_case("上海样本信息技术有限公司", "徐汇区 · 积分申请（新办）· 3 人")
    steps = []
    for index, text in enumerate(STEPS):
        state = w.StepState.TODO if index > current else w.StepState.DONE
        if index == current:
            state = w.StepState.CURRENT
        own = note if index == current else ""
        steps.append(w.Step(text, text, state, own, bad=bad and index == current))
    result.set_steps(steps)
    return result


def footer(primary: str, icon: str = "") -> w.FooterBar:
    """The footer of a step."""
    bar = w.FooterBar()
    bar.set_saved("已自动保存 · 14:32")
    bar.set_primary(primary, icon=icon)
    return bar


def frame(side: QWidget, page: QWidget, foot: QWidget | None = None) -> QWidget:
    """Rail, page and footer put together as the window does."""
    root = QWidget()
    row = QHBoxLayout(root)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(0)
    row.addWidget(side)
    column = QVBoxLayout()
    column.setSpacing(0)
    column.addWidget(page, 1)
    if foot is not None:
        column.addWidget(foot)
    row.addLayout(column, 1)
    return root


def head(title: str, sub: str, people: tuple[w.PersonState, ...], current: str) -> QWidget:
    """A heading with person tabs at the right, and the lead under it."""
    tabs = w.PersonTabs()
    tabs.set_people(people, current)
    return w.PageHead(title, sub, tabs)


@scene("kit-start")
def start() -> QWidget:
    """Picture A: the library."""
    entries = (
        w.NavItem("open", "未完成", "folder-clock", "4"),
        w.NavItem("done", "已导出", "folder-check", "12"),
        w.NavItem("deleted", "最近删除", "trash-2", "1"),
    )
    more = (
        w.NavItem("people", "单位与申请人", "building-2", "9"),
        w.NavItem("centres", "中心联系方式", "contact", "2 / 16"),
        w.NavItem("privacy", "隐私与数据", "shield-check"),
    )
    side = w.StartRail((("申报", entries), ("资料", more)))
    side.set_current("open")
    page = w.Page("未完成的申报")
    top = w.Line(gap=8)
    search = w.SearchField("搜索", "搜索单位、姓名、区", "Ctrl K")
    search.setMinimumWidth(240)
    top.add(search)
    top.add(w.SecondaryButton("新建申报", icon="plus", height=Size.BUTTON_TALL))
    page.add(w.PageHead("未完成的申报", extra=top))
    recent = w.Line()
    recent.add(w.section("最近导出"), stretch=1)
    recent.add(w.LinkButton("全部 12 份"))
    left = w.Column(_cases(), recent, gap=24)
    left.add(_recent(), 8)
    right = w.Column(_deadlines(), _first_time(), gap=24)
    basis = w.Line(w.Icon("info"))
    basis.add(w.hint(w.BASIS_NOTE), stretch=1)
    right.add(basis)
    page.add(w.TwoColumns(left, right, 264, right_least=240), 24)
    return frame(side, page)


def _cases() -> QWidget:
    badge = w.StatusBadge(w.Status.MISSING, "还差 3 项", large=True)
    todo = w.Line(badge, gap=12)
    todo.add(w.body("身份证国徽面、学位证书、备案表（都是李四的）"), stretch=1)
    title = w.Line()
    title.add(w.lead("上海样本信息技术有限公司"), stretch=1)
    title.add(w.Label("今天 14:32", TextRole.HINT, Tone.TEXT2, wrap=False))
    act = w.Line(gap=24)
    act.add(
        w.Column(w.Meter("材料齐备程度", 25, 30), w.hint("30 项中已齐 25 项，2 项需确认"), gap=12),
        stretch=1,
    )
    act.add(w.PrimaryButton("继续：材料", trailing="arrow-right"))
    hero = w.Column(title, gap=20)
    hero.add(w.body("徐汇区 · 积分申请（新办）· 3 人", Tone.TEXT2), 4)
    hero.add(todo)
    hero.add(act)
    pad = w.CardFooter(hero, vertical=20)
    wide = 104
    rows = (
        (
            "上海示范贸易有限公司",
            "静安区 · 教育背景核实 · 1 人",
            w.Status.CONFIRM,
            "2 项需确认",
            "去确认",
        ),
        (
            "上海例证餐饮管理有限公司",
            "闵行区 · 增加同住人 · 2 人",
            w.Status.PROBLEM,
            "1 处问题",
            "去处理",
        ),
        (
            "上海试用科技有限公司",
            "宝山区 · 单位注册 · 单位业务",
            w.Status.PROVIDED,
            "可以导出",
            "去核对",
        ),
    )
    card = w.ListCard(pad)
    for name, about, status, words, act_words in rows:
        card.add_row(
            w.Row(
                name,
                about,
                badge=w.StatusBadge(status, words, min_width=wide),
                action=w.SecondaryButton(act_words, min_width=96),
                strong=True,
                tall=True,
            )
        )
    return card


def _recent() -> QWidget:
    card = w.ListCard()
    for name, about in (
        ("上海样板物流有限公司", "虹口区 · 积分申请（新办）· 1 人 · 11月28日 导出"),
        ("上海样本信息技术有限公司", "徐汇区 · 个人账号密码重置 · 1 人 · 11月20日 导出"),
    ):
        link = w.LinkButton("打开所在文件夹", icon="folder-open")
        card.add_row(w.Row(name, about, action=link, tall=True))
    return card


def _deadlines() -> QWidget:
    title = w.Line()
    title.add(w.section("期限"), stretch=1)
    title.add(w.Label("今天 12月7日 周一", TextRole.HINT, Tone.TEXT2, wrap=False))
    lines = w.Column(gap=12)
    for left, day, right, who, soon in (
        ("还有 3 天", "12月10日", "备案表到期", "李四 · 上海样本", True),
        ("还有 6 天", "12月13日", "居住证不足 2 个月", "赵六 · 静安区 [73]", True),
        ("还有 30 天", "1月6日", "居住证到期", "周八 · 上海例证", False),
    ):
        tone = Tone.WARN if soon else Tone.TEXT
        days = w.Label(left, TextRole.BODY_BOLD, tone, wrap=False)
        days.set_least_width(72)
        when = w.Column(days, w.hint(day), gap=0)
        line = w.Line(when)
        line.add(w.Column(w.body(right), w.hint(who), gap=0), stretch=1)
        lines.add(line)
    card = w.ListCard(w.CardFooter(title, padding=16))
    card.add_row(w.CardFooter(lines, padding=16))
    card.add_row(w.CardFooter(w.LinkButton("全部 7 个期限"), padding=16, vertical=8))
    return card


def _first_time() -> QWidget:
    title = w.Line(w.Icon("book-open", "accent", 20))
    title.add(w.body("第一次用？", bold=True), stretch=1)
    card = w.Card(title, padding=16, gap=12, dashed=True)
    card.add(w.hint("3 位虚构员工，从选区走到导出，不影响您的资料。"), 8)
    card.add(w.SecondaryButton("打开示例", icon="play"))
    return card


@scene("kit-district")
def district() -> QWidget:
    """Picture B: district and service."""
    page = w.Page("业务与区")
    page.add(w.PageHead("在哪个区，办什么业务？"))
    left = w.Column(w.section("区"), gap=8)
    tiles = w.TileGrid(4)
    names = ("闵行区", "宝山区", "静安区", "虹口区", "徐汇区", "黄浦区", "浦东新区")
    main = [w.ChoiceTile(name) for name in names]
    for tile in main:
        tiles.add(tile)
    left.add(tiles)
    left.add(w.hint("其余 9 区：通知只写电话咨询和预约"), 12)
    small = w.TileGrid(5)
    others = ("长宁", "普陀", "杨浦", "嘉定", "金山", "松江", "青浦", "奉贤", "崇明")
    rest = [w.ChoiceTile(name, compact=True) for name in others]
    for tile in rest:
        small.add(tile)
    left.add(small)
    w.ChoiceGroup([*main, *rest], tiles).set_value("徐汇区")
    left.add(w.section("业务"), 20)
    services = w.TileGrid(2, row_gap=0)
    entries = (
        ("积分申请（新办）", "邮件、快递"),
        ("积分确认（续办）", "网上申报、网上审核"),
        ("教育背景核实", "邮件、快递"),
        ("增加同住人", "邮件、快递"),
        ("单位注册", "邮件、快递"),
        ("个人账号密码重置", "邮件、快递"),
        ("单位账号密码重置", "邮件、快递"),
        ("打印《积分通知书》", "网上打印"),
    )
    radios = [w.RadioTile(text, hint) for text, hint in entries]
    for radio in radios:
        services.add(radio)
    w.ChoiceGroup(radios, services).set_value("积分申请（新办）")
    left.add(services)
    page.add(w.TwoColumns(left, _answer(), 424, right_least=340, left_wanted=384), 20)
    bar = footer("继续：单位与申请人")
    bar.set_back_visible(False)
    bar.set_basis_visible(False)
    return frame(rail(0), page, bar)


def _answer() -> QWidget:
    card = w.Card(w.section("徐汇区 · 积分申请（新办）"), gap=16)
    card.add(w.hint("收集材料 → 核对 → 导出，用邮件或快递交"), 4)
    card.add(w.Separator())
    ways = [w.RadioLine("电子邮箱"), w.RadioLine("快递")]
    card.add(_topic("send", "怎样交"))
    for way, method, tag, words in (
        (ways[0], "方式一", "徐汇区 [125]", "通知里的邮箱已缺失，向中心问到后填写"),
        (ways[1], "方式二", "徐汇区 [135]", "南宁路969号一楼B厅，寄件人须写清电话"),
    ):
        line = w.Line(way, w.MethodPill(method, min_width=48))
        line.add_stretch()
        line.add(w.ClauseTag(tag))
        card.add(_indent(line), 8)
        card.add(_indent(w.hint(words), 24), 2)
    w.ChoiceGroup(ways, card).set_value("电子邮箱")
    card.add(_topic("list-checks", "办理前先确认"))
    for words, done in (("模拟打分达到 120 分", True), ("申请人已向单位提出申请", False)):
        check = w.CheckLine(words)
        check.setChecked(done)
        line = w.Line()
        line.add(check, stretch=1)
        line.add(w.ClauseTag("宝山区 [33]", carried=True))
        card.add(_indent(line), 8)
    note = w.Line(w.Icon("info", "text2", 20), gap=12)
    note.add(w.body(w.BASIS_NOTE), stretch=1)
    card.add_footer(w.CardFooter(note), sunken=True)
    return card


def _topic(icon: str, text: str) -> QWidget:
    line = w.Line(w.Icon(icon, "text2", 20), gap=12)
    line.add(w.body(text, bold=True), stretch=1)
    return line


def _indent(widget: QWidget, more: int = 0) -> QWidget:
    holder = w.Line(widget)
    holder.setContentsMargins(32 + more, 0, 0, 0)
    return holder


@scene("kit-education")
def education() -> QWidget:
    """Picture C: levels and the table."""
    people = (
        w.PersonState("1", "张三", w.Status.PROVIDED),
        w.PersonState("2", "李四", w.Status.MISSING, "正在填"),
        w.PersonState("3", "王五", w.Status.MISSING, "未填"),
    )
    page = w.Page("学历与学位")
    sub = "选上所有要用来积分的学历。专科和本科都选时，两套材料都要。"
    page.add(head("李四取得了哪些学历？", sub, people, "2"))
    levels = w.TileGrid(5)
    for name in ("高中及以下", "专科", "本科", "硕士", "博士"):
        tile = w.CheckTile(name, "只要毕业证书" if name == "高中及以下" else "证书和认证")
        tile.setChecked(name in {"专科", "本科"})
        levels.add(tile)
    page.add(levels)
    cards = w.TileGrid(2, gap=16)
    cards.add(_level("专科", w.hint("备案表有效期至 2027-03-05")))
    warn = w.SeverityMark(w.Severity.CONFIRM, "备案表 12月10日到期，还有 3 天")
    cards.add(_level("本科", warn))
    page.add(cards)
    title = w.Line()
    title.add(w.section("要准备 8 份学历材料"), stretch=1)
    title.add(w.Label("徐汇区没有单独写明，按其他区参照", TextRole.HINT, Tone.TEXT2, wrap=False))
    title.add(w.LinkButton("为什么", small=True))
    page.add(title, 20)
    page.add(_matrix(), 8)
    return frame(rail(2), page, footer("继续：材料"))


def _level(name: str, note: QWidget) -> QWidget:
    title = w.Line()
    title.add(w.section(name), stretch=1)
    title.add(note)
    card = w.Card(title, padding=20, gap=8)
    for label, first, second in (
        ("取得地", "境内", "境外"),
        ("学位", "有学位", "没有学位"),
        ("认证报告", "电子报告", "书面报告"),
    ):
        words = w.body(label, Tone.TEXT2)
        words.set_least_width(80)
        line = w.Line(words)
        line.add(w.SegmentedControl(label, ((first, first), (second, second)), first), stretch=1)
        card.add(line)
    return card


def _matrix() -> QWidget:
    columns = (
        w.MatrixColumn("材料", stretch=5),
        w.MatrixColumn("专科", "3 份", stretch=3, strong=True),
        w.MatrixColumn("本科", "5 份", stretch=3, strong=True),
        w.MatrixColumn("形式", stretch=4, small=True),
        w.MatrixColumn("依据", stretch=3, to_right=True),
    )
    grid = w.MatrixGrid("学历材料", columns)
    none = w.MatrixCell("没有学位", quiet=True)
    tag = "闵行区 [25]"
    grid.set_rows(
        (
            (
                "毕业证书",
                "需要",
                "需要",
                "原件扫描或拍照",
                w.ClauseTag("静安区 [75]", carried=True),
            ),
            (
                "学历证书电子注册备案表",
                "需要",
                "需要",
                "须在有效期内",
                w.ClauseTag(tag, carried=True),
            ),
            (
                "学籍在线验证报告",
                "需要",
                "需要",
                "没有的可标为不适用",
                w.ClauseTag(tag, carried=True),
            ),
            ("学位证书", none, "需要", "原件扫描或拍照", w.ClauseTag(tag, carried=True)),
            (
                "学位在线验证报告",
                none,
                "需要",
                "电子或书面，任选一种",
                w.ClauseTag(tag, carried=True),
            ),
        )
    )
    return grid


@scene("kit-materials")
def materials() -> QWidget:
    """Picture D: the checklist."""
    people = (
        w.PersonState("1", "张三", w.Status.PROVIDED),
        w.PersonState("2", "李四", w.Status.MISSING, "3"),
        w.PersonState("3", "王五", w.Status.CONFIRM, "1"),
        w.PersonState("c", "单位", w.Status.PROVIDED),
    )
    page = w.Page("材料")
    page.add(head("李四还差 3 项", "身份证国徽面、学位证书、学历证书电子注册备案表", people, "2"))
    card = w.ListCard(w.GroupHeader("基本材料", "4 项 · 还差 1 项"))
    add = w.Placeholder.ADD
    card.add_row(_material("身份证国徽面", "只需 1 张", w.Status.MISSING, "添加", add))
    image = page_image()
    card.add_row(
        _material(
            "户口簿首页、本人页",
            "照片可能有反光，姓名一栏看不清",
            w.Status.CONFIRM,
            "去确认",
            image,
            image,
        )
    )
    card.add_row(w.QuietRow("另有 2 项已提供", "展开"))
    card.add_row(w.GroupHeader("本科 · 境内", "5 项 · 还差 2 项"))
    card.add_row(
        _material("毕业证书", "1 页 · IMG_2031.jpg", w.Status.PROVIDED, "查看", page_image(80, 60))
    )
    bad = _material("学历证书电子注册备案表", "", w.Status.PROBLEM, "更换", w.Placeholder.LOCKED)
    bad.set_hint("「备案表.pdf」有打开密码，先去除密码", bad=True)
    card.add_row(bad)
    card.add_row(
        _material(
            "学籍在线验证报告",
            "不适用：毕业后查不到学籍",
            w.Status.NOT_NEEDED,
            "更改",
            w.Placeholder.NOT_NEEDED,
        )
    )
    card.add_row(_material("学位证书", "可放多页，按顺序导出", w.Status.MISSING, "添加", add))
    card.add_row(w.GroupHeader("专科 · 境内", "3 项 · 已齐", folded=True))
    page.add(w.TwoColumns(card, _intake(), 240), 16)
    return frame(rail(3, "差 3"), page, footer("继续：核对"))


def _material(
    title: str, hint: str, status: w.Status, act: str, *pages: QImage | w.Placeholder
) -> w.Row:
    quiet = status in {w.Status.PROVIDED, w.Status.NOT_NEEDED}
    action = w.LinkButton(act) if quiet else w.SecondaryButton(act, min_width=80)
    row = w.Row(
        title, hint, picture=w.ThumbStrip(*pages), badge=w.StatusBadge(status), action=action
    )
    row.accept_files()
    return row


def _intake() -> QWidget:
    zone = w.DropZone("把文件拖到这里", "拖到某一行，就放进那一项\n照片、扫描件、PDF 都可以")
    zone.add_button(w.SecondaryButton("添加文件", icon="folder-open"))
    zone.add_button(w.SecondaryButton("扫描", icon="scan-line"))
    zone.add_button(w.SecondaryButton("粘贴", icon="clipboard-paste"))
    mail = w.Card(w.body("整封邮件的附件", bold=True), padding=16, gap=8)
    mail.add(w.Meter("附件大小", 124, 500), 12)
    mail.add(w.body("已用 12.4 / 50 MB"), 12)
    mail.add(w.hint("按 QQ、163 邮箱上限，中心未说明"), 4)
    phone = w.Line(w.Icon("smartphone"))
    phone.add(w.hint("照片在手机里？用微信「文件传输助手」发原图，或用数据线传到电脑。"), stretch=1)
    return w.Column(zone, mail, phone)


@scene("kit-review")
def review() -> QWidget:
    """Picture E: findings, with the ring on the first link."""
    page = w.Page("导出前核对")
    page.add(w.PageHead("导出前核对"))
    chips = w.Line(
        w.SeverityMark(w.Severity.MUST, "1 处必须处理", filled=True),
        w.SeverityMark(w.Severity.CONFIRM, "3 处请确认", filled=True),
    )
    chips.add(w.body("共 31 张图片，3 个压缩包", Tone.TEXT2), stretch=1)
    page.add(chips, 8)
    card = w.ListCard(w.GroupTitle("李四", "310***********1234"))
    first = w.FindingRow(
        w.Severity.MUST, "身份证号码最后一位对不上", "与证件逐位核对，改好才能导出", "填写号码"
    )
    card.add_row(first)
    card.add_row(
        w.FindingRow(
            w.Severity.CONFIRM,
            "备案表 12月10日到期，还有 3 天",
            "参照 闵行区 [25]：须在有效期内",
            "更换报告",
        )
    )
    card.add_row(
        w.FindingRow(
            w.Severity.NOTE, "学籍在线验证报告标为不适用", "原因：毕业后查不到学籍", "更改"
        )
    )
    card.add_row(w.GroupTitle("单位", "上海样本信息技术有限公司"))
    card.add_row(
        w.FindingRow(
            w.Severity.CONFIRM,
            "徐汇区中心的收件邮箱还没填写",
            "通知里已缺失，向中心问到后填写",
            "填写邮箱",
        )
    )
    card.add_row(w.QuietRow("没有问题", person="张三"))
    left = w.Column(w.section("需要处理"), card, gap=8)
    right = w.Column(w.section("将要导出的图片"), _images(), gap=8)
    page.add(w.TwoColumns(left, right, 336, right_least=272), 16)
    root = frame(rail(4, "1", bad=True), page, footer("导出 3 人的材料（ZIP）", "folder-archive"))
    if first.link is not None:
        first.link.setFocus(Qt.FocusReason.TabFocusReason)
    return root


def _images() -> QWidget:
    card = w.ListCard(w.GroupHeader("李四.zip", "11 张 · 5.2 MB", chevron_right=True))
    for name, about, method in (
        ("01_身份证人像面.jpg", "0.5 MB　与原图逐字节相同", "原样复制"),
        ("03_户口簿_1.jpg", "0.6 MB　HEIC，质量 92", "重新编码"),
        ("05_劳动合同.jpg", "0.4 MB　PDF 里的原图", "提取"),
        ("08_学历证书电子注册备案表_第一页.jpg", "0.3 MB　PDF，300 dpi", "重新编码"),
    ):
        card.add_row(w.ImageRow(w.Thumbnail(page_image(), size=(28, 36)), name, about, method))
    foot = w.Line()
    foot.add(w.hint("原样复制 5 · 提取 2 · 重新编码 4"), stretch=1)
    foot.add(w.LinkButton("全部 11 张"))
    card.add_row(w.CardFooter(foot, padding=16))
    return card


@scene("kit-exported")
def exported() -> QWidget:
    """Picture F: proof, files, mail, next steps."""
    page = w.Page("已导出")
    title = "已导出并核对：3 个压缩包，31 张图片，全部一致"
    page.add(w.Banner(w.BannerKind.OK, title, "重新打开每个压缩包，逐张与核对页的图片比对 · 14:40"))
    files = w.ListCard()
    for name, note, size, icon in (
        ("张三.zip", "10 张图片", "4.8 MB", "file-archive"),
        ("李四.zip", "11 张图片", "5.2 MB", "file-archive"),
        ("邮件草稿.eml", "Outlook 可直接编辑", "20.0 MB", "mail"),
        ("导出核对记录.txt", "31 张逐张比对结果", "4 KB", "file-text"),
    ):
        files.add_row(w.FileRow(name, note, size, icon=icon))
    foot = w.Line(gap=16)
    place = w.ElidedLabel("D:\\积分申报\\2026-12-07 徐汇区 上海样本", TextRole.HINT, Tone.TEXT2)
    foot.add(w.Column(w.hint("保存在"), place, gap=0), stretch=1)
    foot.add(w.PrimaryButton("打开所在文件夹", icon="folder-open"))
    files.add_row(w.CardFooter(foot, padding=16))
    mail = w.ListCard(
        w.KeyValueCopyRow("收件人", "jifen@example.com（您填写的邮箱）"),
        w.KeyValueCopyRow(
            "标题", "上海样本信息技术有限公司—张三（新办）+李四（新办）+王五（新办）—共3人"
        ),
        w.KeyValueCopyRow("正文", "您好：现报送我单位 3 人积分申请材料…"),
    )
    left = w.Column(files, w.section("邮件"), gap=20)
    left.add(mail, 8)
    print_line = w.Line(w.SecondaryButton("打印地址标签", icon="printer"))
    print_line.add_stretch()
    print_line.add(w.LinkButton("存为 PDF"))
    right = w.Column(w.Card(print_line, padding=12), w.section("下一步"))
    right.add(w.NumberedLine(1, "把 3 个压缩包作为附件发出"), 8)
    right.add(w.NumberedLine(2, "发出后点「标记为已发送」"), 0)
    right.add(w.NumberedLine(3, "通过后网上打印通知书", w.ClauseTag("徐汇区 [123]")), 0)
    page.add(w.TwoColumns(left, right, 272, right_least=248), 20)
    bar = footer("")
    bar.add_action(w.SecondaryButton("标记为已发送", height=Size.BUTTON_TALL))
    bar.add_action(w.SecondaryButton("回到全部申报", height=Size.BUTTON_TALL))
    return frame(rail(5), page, bar)


@scene("kit-forms")
def forms() -> QWidget:
    """Fields with and without errors, summary, progress, undo: what the pictures do not show."""
    page = w.Page("单位与申请人")
    page.add(w.PageHead("单位和申请人是谁？"))
    summary = w.Banner(w.BannerKind.BAD, "有 2 处需要处理", compact=True)
    summary.add_link("填写身份证号码")
    summary.add_link("更正居住证到期日")
    page.add(summary)
    company = w.FieldRow("单位名称", w.TextField("单位名称", "上海样本信息技术有限公司"))
    number = w.FieldRow("身份证号码", w.TextField("身份证号码", "31010119900101123"))
    number.set_error("身份证号码应为 18 位，现在是 17 位")
    expiry = w.FieldRow("居住证到期日", w.DateField("居住证到期日"), optional=True)
    choice = w.SelectField("证件", [("id", "居民身份证"), ("other", "其他证件")])
    left = w.Card(company, number, expiry, w.FieldRow("证件类型", choice), gap=16)
    wait = w.ProgressLine("正在导出 3/5：李四")
    wait.set_progress(3, 5)
    warn = w.Banner(
        w.BannerKind.WARN, "上次没有正常退出", "已恢复 2 个申报，全部 14 个文件都在。", compact=True
    )
    right = w.Column(w.Card(wait), warn)
    undo = w.UndoBar("已移除「学位证书」第 2 页")
    right.add(undo)
    locked = w.PrimaryButton("正在保存")
    locked.setEnabled(False)
    right.add(locked)
    page.add(w.TwoColumns(left, right, 380, right_least=280))
    bar = footer("继续：学历与学位")
    bar.set_saved("有 1 处改动还没保存：磁盘只读", failed=True)
    return frame(rail(1), page, bar)
