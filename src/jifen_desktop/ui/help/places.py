"""Where in the manual each page's 说明 opens: (chapter, heading); an empty heading is the chapter's beginning."""

from __future__ import annotations

from typing import Final

PLACES: Final[dict[str, tuple[str, str]]] = {
    "start": ("start", ""),
    "exported": ("after", "登记寄出和受理"),
    "receipts": ("after", "回执"),
    "dates": ("after", "日期"),
    "holidays": ("after", "日期"),
    "trash": ("after", "证件用完了"),
    "retaining": ("after", "证件用完了"),
    "pair": ("people", "业务与区"),
    "people": ("people", "单位"),
    "roster": ("people", "申请人"),
    "education": ("education", ""),
    "materials": ("papers", "先看懂清单"),
    "choosing": ("papers", "拖进来"),
    "scanning": ("papers", "扫描"),
    "papers": ("papers", "看一看、改一改"),
    "editing": ("papers", "看一看、改一改"),
    "sealed": ("walk-baoshan", "整叠放回"),
    "review": ("review", "核对"),
    "squeezing": ("review", "邮件太大"),
    "export": ("review", "导出"),
    "guide": ("send", "要去窗口、要打电话的"),
    "finished": ("send", ""),
    "mail": ("send", "用邮件"),
    "printing": ("send", "打印"),
    "labels": ("send", "用快递"),
    "backups": ("backup", "恢复、换电脑"),
    "checked": ("backup", "检查"),
    "company": ("people", "单位"),
    "centre": ("questions", "中心的邮箱是多少？"),
    "data": ("after", "证件用完了"),
    "privacy": ("privacy", ""),
    "look": ("keys", ""),
    "shortcuts": ("keys", ""),
}
