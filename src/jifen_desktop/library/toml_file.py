"""Reading TOML that people write or exchange: bounded, and nothing but a plain file is opened."""

import stat
import tomllib
from pathlib import Path
from typing import Any, Final

from jifen_desktop.domain.errors import Code, JifenError
from jifen_desktop.files.disk import disk
from jifen_desktop.files.failures import read_code
from jifen_desktop.files.names import display_name

MAX_BYTES: Final = 8 << 20  # a submission of a hundred people has some 100 KB


class TomlSyntaxError(Exception):
    """The file isn't TOML; `where` is the place in words."""

    def __init__(self, where: str) -> None:
        super().__init__(where)
        self.where = where


def read_toml(path: Path) -> dict[str, Any]:
    """The file's tables. Raises TomlSyntaxError, and JifenError FILE_MISSING or FILE_UNREADABLE (`name`)."""
    data = read_plain(path)
    try:
        return tomllib.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise TomlSyntaxError(f"第 {line} 行不是 UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise TomlSyntaxError(_where(error)) from error
    except RecursionError as error:
        raise TomlSyntaxError("嵌套太深") from error


def read_plain(path: Path) -> bytes:
    """A plain file's bytes, bounded. Raises JifenError FILE_MISSING or FILE_UNREADABLE (`name`)."""
    name = display_name(path.name or str(path))
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode) or found.st_size > MAX_BYTES:
            raise JifenError(Code.FILE_UNREADABLE, name=name)  # a pipe would wait for ever
        return disk().read(path)
    except OSError as error:
        raise JifenError(read_code(error), name=name) from error


def _where(error: Exception) -> str:
    """The position that the TOML reader names, without the text around it."""
    text = str(error)
    at = text.rpartition("(")[2].rstrip(")") if "(at " in text else ""
    numbers = [part for part in at.replace(",", " ").split() if part.isdigit()]
    return f"第 {numbers[0]} 行第 {numbers[1]} 列" if len(numbers) == 2 else "文件末尾"
