"""The text of a mail as a template with named places, which the user may put differently for a district."""

import re
from collections.abc import Mapping
from typing import Final

MOST: Final = 4000  # characters
CONTACT: Final = "联系方式"
ATTACHMENTS: Final = "附件"
PLACES: Final = (
    ("我单位", "我单位（全称）和人数"),
    ("单位", "单位全称"),
    ("业务", "这次办的业务"),
    ("申请人", "申请人名单，一人一行"),
    (ATTACHMENTS, "附件名单，一个一行"),
    ("分封", "分成几封时，说明这是第几封"),
    (CONTACT, "单位的联系人、电话、邮箱"),
)
DEFAULT: Final = """您好：

现报送{我单位}办理“{业务}”的材料。

{申请人}

{附件}

{分封}

{联系方式}

请查收。如有缺漏或需要补充，请与我们联系，谢谢！

{单位}"""
_NAMES: Final = frozenset(name for name, _ in PLACES)
_PLACE: Final = re.compile(r"\{([^{}\n]*)\}")


def filled(template: str, values: Mapping[str, str]) -> str:
    """The template with its places filled, once: a value that looks like a place stays as it is.

    A line whose places are all empty is left out; blank lines in a row become one. An empty template is the default.
    """

    def value(found: re.Match[str]) -> str:
        return values.get(found[1], "") if found[1] in _NAMES else found[0]

    lines: list[str] = []
    for line in (template.strip() or DEFAULT).splitlines():
        places = list(_PLACE.finditer(line))
        if places and not any(map(value, places)):
            continue
        text = _PLACE.sub(value, line).rstrip()
        if text or (lines and lines[-1]):
            lines.append(text)
    return "\n".join(lines).strip("\n") + "\n"


def has_place(template: str, name: str) -> bool:
    """Whether the template (an empty one: the default) has that place."""
    return name in _PLACE.findall(template.strip() or DEFAULT)


def template_problem(template: str) -> str:
    """What is wrong with a template, in words; empty where it can be used."""
    unknown = [name for name in _PLACE.findall(template) if name not in _NAMES]
    if unknown:
        known = "".join(f"{{{name}}}" for name, _ in PLACES)
        return f"没有 {{{unknown[0]}}} 这个位置，可用：{known}"
    return f"最多 {MOST} 个字" if len(template) > MOST else ""
