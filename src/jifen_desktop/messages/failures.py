"""What is said of a failure, by its code."""

from collections.abc import Mapping

from jifen_desktop.domain.errors import Code
from jifen_desktop.messages.scanners import SCANNERS

# code -> (what happened and why, what to do); the placeholders are the error's parameters
ERRORS: Mapping[Code, tuple[str, str]] = {
    **SCANNERS,
    Code.FILE_MISSING: ("找不到文件「{name}」", "检查文件是否移走或改名，再添加一次"),
    Code.FILE_UNREADABLE: ("「{name}」无法读取", "检查文件权限，或先把文件复制到本机再添加"),
    Code.FILE_EMPTY: ("「{name}」是空文件", "重新导出后再添加"),
    Code.FILE_TYPE: (
        "「{name}」不是图片或 PDF",
        "可用的格式：JPG、PNG、HEIC、TIFF、WEBP、BMP、GIF、PDF；Word、OFD 先转成 PDF",
    ),
    Code.FILE_DAMAGED: ("「{name}」已损坏，无法完整打开", "从手机或扫描仪重新传一次原图"),
    Code.FILE_PASSWORD: ("「{name}」有打开密码", "先去除密码，或把页面拍照后添加"),
    Code.FILE_NO_PAGES: ("「{name}」里没有页面", "重新导出后再添加"),
    Code.FILE_TOO_MANY_PAGES: ("「{name}」页数或文件太多{measured}", "只留需要的，再添加"),
    Code.FILE_TOO_DEEP: ("文件夹「{name}」套得太深，里面的文件没有添加", "直接添加这个文件夹"),
    Code.FILE_TOO_LARGE: (
        "「{name}」的画面太大，超出可处理的范围{measured}",
        "扫描时选 300 dpi，再添加",
    ),
    Code.FILE_TOO_HEAVY: (
        "「{name}」太大，超出可处理的范围{measured}",
        "拆成几个文件，或扫描时选 300 dpi，再添加",
    ),
    Code.FILE_WRITING: ("「{name}」还在写入", "等它保存或传输完，再添加一次"),
    Code.FILE_CLOUD: (
        "「{name}」只在云端，这台电脑上还没有它的内容",
        "联网后在文件夹里点右键下载到本机，再添加",
    ),
    Code.FILE_DEVICE: (
        "「{name}」没有读完：U 盘、手机或网络盘断开了，或那里读不出来",
        "重新连接后再添加，或先复制到本机",
    ),
    Code.FILE_TIMEOUT: (
        "「{name}」处理超过 20 秒，已停止，其他文件不受影响",
        "换一种方式扫描或导出后再添加",
    ),
    Code.FILE_MEMORY: (
        "「{name}」处理时占用内存太多，已停止，其他文件不受影响",
        "扫描时选 300 dpi，再添加",
    ),
    Code.FILE_CRASHED: ("「{name}」无法处理，其他文件不受影响", "把页面拍照后添加"),
    Code.ARCHIVE_DAMAGED: ("压缩包「{name}」已损坏，无法解开", "请对方重新压缩后再发一次"),
    Code.ARCHIVE_EMPTY: ("压缩包「{name}」里没有文件", "请对方重新压缩后再发一次"),
    Code.ARCHIVE_PASSWORD: ("「{name}」在压缩包里加了密码", "先用密码解压，再添加解压出来的文件"),
    Code.ARCHIVE_UNOPENED: ("「{name}」是压缩包，没有打开", "先解压，再添加里面的文件"),
    Code.ARCHIVE_ENTRY: (
        "「{name}」没有从压缩包里取出：它是链接，或指向压缩包以外",
        "请对方只压缩图片和 PDF 本身",
    ),
    Code.ARCHIVE_TOO_LARGE: (
        "压缩包「{name}」解开后太大或文件太多{measured}",
        "解压后只添加需要的文件",
    ),
    Code.TARGET_EXISTS: (
        "目标文件夹里已经有「{name}」",
        "换一个文件夹，或选择替换（命令行用 --replace）",
    ),
    Code.TARGET_IN_LIBRARY: ("「{folder}」是程序存放资料的文件夹，不能写在里面", "换一个文件夹"),
    Code.TARGET_NOT_FOLDER: ("「{name}」是文件，不是文件夹", "换一个文件夹"),
    Code.TARGET_UNWRITABLE: ("无法写入「{folder}」：没有写入权限或是只读的", "换一个文件夹再试"),
    Code.TARGET_IN_USE: (
        "无法写入「{name}」：文件正被其他程序使用",
        "关闭打开它的程序或同步软件后重试",
    ),
    Code.TARGET_TOO_LONG: ("「{folder}」的路径太长", "换一个层级少、名字短的文件夹再导出"),
    Code.DISK_FULL: (
        "「{folder}」所在磁盘空间不足{measured}，没有留下写了一半的文件",
        "清理空间或换一个文件夹后重试",
    ),
    Code.WRITE_FAILED: (
        "写入「{folder}」时出错，没有留下写了一半的文件",
        "检查磁盘或 U 盘是否断开，换一个文件夹再试",
    ),
    Code.VERIFY_FAILED: ("写出的「{name}」与计划不一致，已撤销", "检查磁盘后重试"),
    Code.WORKER_FAILED: ("处理程序无法启动", "重新打开本程序；仍不行请重新安装"),
    Code.TOML_SYNTAX: ("「{name}」不是正确的 TOML（{expected}）", "按说明文档的格式改正"),
    Code.TOML_UNKNOWN_KEY: ("「{name}」里的 {key} 不认识", "{expected}"),
    Code.TOML_MISSING_KEY: ("「{name}」里缺少 {key}", "{expected}"),
    Code.TOML_WRONG_VALUE: ("「{name}」里的 {key} 写法不对", "{expected}"),
    Code.UNKNOWN_ID: ("「{name}」里的 {key} 取值不对", "{expected}"),
    Code.ENTRY_NEWER: ("「{name}」由更新的版本保存", "安装新版本后再打开；文件没有改动"),
    Code.ENTRY_DAMAGED: ("「{name}」已损坏，无法打开", "文件保留在原处；可从备份找回"),
    Code.TABLE_FORMAT: (
        "「{name}」不是 Excel 工作簿或文本表格",
        "另存为 .xlsx 或 .csv 再导入；老的 .xls 也要另存",
    ),
    Code.TABLE_EMPTY: ("「{name}」里没有内容", "第一张工作表里填上名单再导入"),
    Code.TABLE_NO_NAMES: (
        "「{name}」里没有找到姓名这一列",
        "第一行写上表头“姓名”“身份证号码”再导入",
    ),
    Code.LIBRARY_DAMAGED: (
        "资料库「{name}」已损坏",
        "损坏的文件已保留；从备份恢复，或在“工具→检查资料库”里查看",
    ),
    Code.LIBRARY_NEWER: ("资料库由更新的版本保存", "安装新版本后再打开；资料没有改动"),
    Code.LIBRARY_MISSING: (
        "资料库「{name}」不见了，证件文件还在",
        "从备份恢复；没有备份时，找回被移走的文件再打开",
    ),
    Code.RECEIPT_MISSING: (
        "没有编号 {name} 的导出记录",
        "用 receipts 看有哪些；申报删除后，它的记录也删除了",
    ),
    Code.BUNDLE_FOREIGN: ("「{name}」不是本程序的备份", "选择用“另存备份”写出的文件"),
    Code.BUNDLE_DAMAGED: (
        "备份「{name}」已损坏，没有恢复任何内容",
        "换一份备份；复制时中断过的话重新复制一次",
    ),
    Code.BUNDLE_NEWER: ("备份「{name}」由更新的版本写出", "安装新版本后再恢复"),
    Code.LIBRARY_IN_USE: (
        "资料正被另一个窗口使用",
        "回到已经打开的窗口；找不到那个窗口时，是别的用户或别的电脑打开的，先在那里退出",
    ),
    Code.NO_DISPLAY: (
        "没有可用的显示器，打不开窗口",
        "可以改用命令：jifen-desktop plan、check、export、sample",
    ),
    Code.LABEL_NO_ADDRESS: ("没有收件地址，做不了地址标签", "向中心问到地址后填在中心资料里"),
    Code.LABEL_NO_SENDER_PHONE: ("寄件人没有电话，做不了地址标签", "填写单位的联系电话"),
}

# what `size` and `limit` of an error are counted in
UNITS: Mapping[Code, str] = {
    Code.FILE_TOO_MANY_PAGES: "页",
    Code.FILE_TOO_LARGE: "万像素",
    Code.FILE_TOO_HEAVY: "MB",
    Code.ARCHIVE_TOO_LARGE: "MB",
}
