"""Habits of the source that make a good guest of a desktop: the system's own dialogs, no noise, words."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

import pytest

from jifen_desktop.domain.errors import Code
from jifen_desktop.messages import ERRORS, FINDINGS

SOURCE = Path(__file__).parents[2] / "src" / "jifen_desktop"
CHINESE = re.compile("[\u4e00-\u9fff]")

FOREIGN: Final = {
    "DontUseNativeDialog": "file dialogs are the system's own",
    "DontUseNativeMenuBar": "menus are the system's own",
    "QMessageBox": "messages have verbs on their buttons: dialogs.Message",
    "QInputDialog": "fields stand on pages",
    "QErrorMessage": "messages say what to do: dialogs.tell",
    "QSystemTrayIcon": "the tray and the taskbar are left alone",
    "QWinTaskbarButton": "the tray and the taskbar are left alone",
    "setBadgeNumber": "the dock is left alone",
    "alert": "no flashing in the taskbar",
    "beep": "no sounds",
}
BANNED = (
    "抱歉",
    "对不起",
    "非法",
    "无效",
    "哎呀",
    "糟糕",
    "未知错误",
    "发生错误",
    "操作失败",
    "亲，",
)
"""Words that blame or apologise and say nothing."""

VERBS: Final = (
    *("添加", "加", "打开", "打印", "复制", "存为", "保存", "保留", "删除", "移除", "移", "撤"),
    *("重做", "重试", "重新", "恢复", "替换", "导入", "导出", "下载", "填写", "改", "设为", "标为"),
    *(
        "取消",
        "选择",
        "放入",
        "粘贴",
        "扫描",
        "看",
        "显示",
        "展开",
        "收起",
        "编辑",
        "转",
        "压缩",
        "对比",
    ),
    *(
        "确认",
        "核对",
        "继续",
        "跳过",
        "停止",
        "关闭",
        "完成",
        "回",
        "留在",
        "录入",
        "知道了",
        "新建",
    ),
    *("用", "换", "到", "另", "寄出", "退出", "以后再说", "检查"),
)
PLACES: Final = (
    *(
        "上一步",
        "上一页",
        "下一页",
        "上一处",
        "下一处",
        "下一位",
        "设置",
        "帮助",
        "全部申报",
        "全部日期",
        "回执",
        "存放位置",
    ),
    *("诊断信息…", "第三方组件和许可证…", "详情", "为什么", "全部 … 份", "全部 … …"),
)
"""Links to places keep the places' names; they do nothing."""
BUTTONS: Final = {
    **dict.fromkeys(("PrimaryButton", "SecondaryButton", "LinkButton", "add_link"), slice(0, 1)),
    "ask": slice(3, 5),
}


@cache
def trees() -> tuple[tuple[Path, ast.Module], ...]:
    """Every module of the window, parsed."""
    paths = sorted((SOURCE / "ui").rglob("*.py"))
    return tuple((p, ast.parse(p.read_text(encoding="utf-8"))) for p in paths)


def calls() -> Iterator[tuple[Path, str, ast.Call]]:
    """Every call with the last part of what is called."""
    for path, tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                called = node.func
                name = called.attr if isinstance(called, ast.Attribute) else ""
                yield path, getattr(called, "id", name), node


def spot(path: Path, node: ast.AST) -> str:
    """Where something stands, for a fault."""
    return f"{path.relative_to(SOURCE)}:{getattr(node, 'lineno', 0)}"


def texts(node: ast.AST) -> Iterator[str]:
    """The Chinese texts in an expression; those of an f-string in one, with … for what is filled in."""
    if isinstance(node, ast.JoinedStr):
        parts = [str(v.value) if isinstance(v, ast.Constant) else "…" for v in node.values]
        yield "".join(parts)
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from texts(node.body)
        yield from texts(node.orelse)


def test_nothing_is_used_that_belongs_to_the_system_or_says_nothing() -> None:
    found = []
    for path, tree in trees():
        for node in ast.walk(tree):
            name = getattr(node, "attr", getattr(node, "id", ""))
            if FOREIGN.get(name):
                found.append(f"{spot(path, node)}: {name}: {FOREIGN[name]}")
    assert not found


FILE_DIALOGS = {"getOpenFileName": 3, "getOpenFileNames": 3, "getSaveFileName": 3}


def test_file_dialogs_start_somewhere_and_name_their_kinds_in_chinese() -> None:
    """Each call hands over a title, a folder that is remembered, and a filter; filters are read from the module."""
    seen = 0
    for path, name, call in calls():
        if name not in FILE_DIALOGS:
            continue
        seen += 1
        assert len(call.args) == 4, spot(path, call)
        title, start, kinds = call.args[1:]
        assert not isinstance(start, ast.Constant), f"{spot(path, call)}: no remembered folder"
        if isinstance(title, ast.Constant):
            assert CHINESE.search(str(title.value)), spot(path, call)
        for text in texts(kinds):
            _check_filter(text)
    assert seen >= 6
    named = [
        node
        for _, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None
        for text in texts(node.value)
        if re.search(r"\(…?\*", text)
    ]
    for node in named:
        assert node.value is not None
        for text in texts(node.value):
            _check_filter(text)
    assert named


def _check_filter(text: str) -> None:
    for part in text.split(";;"):
        words = part.partition("(")[0]
        assert CHINESE.search(words), part


def test_buttons_are_verbs() -> None:
    found = []
    for path, name, call in calls():
        arguments = [*call.args[BUTTONS.get(name, slice(0, 0))]]
        if name == "Message":
            arguments += [k.value for k in call.keywords if k.arg in ("act", "other")]
        found += [f"{spot(path, call)}: {t}" for a in arguments for t in texts(a) if _is_no_verb(t)]
    assert not found


def _is_no_verb(text: str) -> bool:
    known = text in PLACES or any(verb in text for verb in VERBS)
    return bool(CHINESE.search(text)) and not known


def test_questions_name_both_answers_and_messages_what_to_do() -> None:
    for path, name, call in calls():
        if name == "ask" and len(call.args) == 6:
            act, other = call.args[3:5]
            assert set(texts(act)).isdisjoint({"确定", "是", "好"}), spot(path, call)
            assert set(texts(other)).isdisjoint({"否", "不", "取消"}), spot(path, call)
        if name == "tell" and len(call.args) == 3:
            assert "" not in set(texts(call.args[2])), f"{spot(path, call)}: says nothing to do"


@pytest.mark.parametrize("code", Code)
def test_every_failure_says_what_and_what_to_do(code: Code) -> None:
    what, remedy = ERRORS[code]
    assert what
    assert remedy
    assert not what.endswith(("。", "！", "!"))


def test_no_words_that_blame_or_apologise() -> None:
    words = [text for pair in (*ERRORS.values(), *FINDINGS.values()) for text in pair]
    for path in sorted(SOURCE.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        words += [
            str(n.value)
            for n in ast.walk(tree)
            if isinstance(n, ast.Constant) and isinstance(n.value, str)
        ]
    assert len(words) > 2000
    found = {text for text in words if any(w in text for w in BANNED)}
    assert not found
    assert not {text for text in words if CHINESE.search(text) and text.endswith(("！", "!"))}
