"""What is said where a scanner fails; as in `failures`."""

from collections.abc import Mapping

from jifen_desktop.domain.errors import Code

SCANNERS: Mapping[Code, tuple[str, str]] = {
    Code.SCAN_OFFLINE: (
        "连不上扫描仪「{name}」",
        "检查它是否开机、和这台电脑在同一个网络，或按地址添加",
    ),
    Code.SCAN_BUSY: ("扫描仪「{name}」正在被使用", "等它空闲后再扫描"),
    Code.SCAN_FEEDER_EMPTY: ("扫描仪「{name}」的进纸器里没有纸", "放好纸后再扫描，或改用平板"),
    Code.SCAN_JAM: ("扫描仪「{name}」卡纸了", "取出卡住的纸，从这一页起重新扫描"),
    Code.SCAN_COVER_OPEN: ("扫描仪「{name}」的盖子没有合上", "合上盖子后再扫描"),
    Code.SCAN_WARMING_UP: ("扫描仪「{name}」还在预热", "等一会儿再扫描"),
    Code.SCAN_UNSUPPORTED: ("扫描仪「{name}」不支持这样扫描", "换一种来源、颜色或分辨率"),
    Code.SCAN_ACCESS: (
        "没有使用扫描仪「{name}」的权限",
        "请管理员开放权限，或在扫描仪上允许这台电脑",
    ),
    Code.SCAN_CONNECTION_LOST: (
        "扫描到一半，和扫描仪「{name}」的连接断了",
        "检查网络或数据线后接着扫描",
    ),
    Code.SCAN_PAGE_DAMAGED: ("扫描仪「{name}」传来的这一页不完整，没有保留", "重新扫描这一页"),
    Code.SCAN_TIMEOUT: ("扫描仪「{name}」没有回应，已停止", "重启扫描仪后再试"),
    Code.SCAN_DRIVER_MISSING: ("这台电脑没有能用这台扫描仪的程序", "安装扫描仪的驱动后再试"),
    Code.SCAN_DRIVER_CRASHED: ("扫描仪「{name}」的驱动出错，已停止", "重新插拔或重启扫描仪后再试"),
    Code.SCAN_CERTIFICATE: (
        "扫描仪「{name}」的加密证书和以前不一样，没有连接",
        "确认它就是原来那台（例如刚重置过）后，按地址重新添加",
    ),
    Code.SCAN_NO_SCANNER: (
        "地址「{name}」上没有找到网络扫描仪",
        "核对扫描仪上显示的 IP 地址，并在它的网络设置里打开 AirScan（eSCL）",
    ),
    Code.SCAN_FAILED: ("扫描仪「{name}」没能扫描", "看一下扫描仪上的提示，处理后再试"),
    Code.SCAN_FOLDER: (
        "看不到文件夹「{name}」里的新文件",
        "检查它是否移走或改名、网络是否接通，再选一次",
    ),
}
