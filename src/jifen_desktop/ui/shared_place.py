"""What is said about a library that lies in a synchronized or network folder."""

from __future__ import annotations

from jifen_desktop.files.where import Shared

SHARED = {
    Shared.SYNC: (
        "资料库在同步文件夹里",
        "同步程序会在程序写入时改动或锁住文件，两台电脑同时用时会互相覆盖；证件也会传到网盘上。",
    ),
    Shared.NETWORK: (
        "资料库在网络盘上",
        "断线时最后的改动可能丢失，两台电脑同时用时会损坏；看得到这个盘的人也看得到证件。",
    ),
}
HOW_TO_MOVE = (
    "要换地方：先用“工具→另存备份”写出一个文件，关闭程序，用 --library 新文件夹 启动"
    "（或设置环境变量 JIFEN_LIBRARY），再用“工具→从备份恢复”。"
)
