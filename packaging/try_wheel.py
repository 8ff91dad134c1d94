"""Tries a wheel in an environment that holds nothing else: `python packaging/try_wheel.py WHEEL`.

pip takes what the wheel asks for from the registry, in the newest versions that it allows, not those of the lock: as
for somebody who installs it by name. Then `--help`, `sample` and `export` run there, far from this checkout. Ends with
1 and says what failed. Run so far: on Debian 12 with Python 3.11.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import venv
from pathlib import Path
from typing import Final

WANTED: Final = {"张样本.zip", "邮件-1.eml", "打印件.pdf", "地址标签.pdf", "材料清单.pdf"}


def main() -> int:
    """Install and run it in a temporary folder."""
    wheel = Path(sys.argv[1]).absolute()
    with tempfile.TemporaryDirectory(prefix="jifen-wheel-") as place:
        top = Path(place)
        venv.create(top / "venv", with_pip=True)
        programs = top / "venv" / ("Scripts" if sys.platform == "win32" else "bin")
        pip = (programs / "python", "-m", "pip", "--quiet", "--disable-pip-version-check")
        ran(top, *pip, "install", wheel)
        ran(top, *pip, "check")
        program = programs / "jifen-desktop"
        if "export" not in ran(top, program, "--help"):
            raise SystemExit("FAILED: --help names no export")
        ran(top, program, "sample", top / "示例")
        ran(top, program, "export", top / "示例" / "submission.toml", "--out", top / "导出")
        names = {path.name for path in (top / "导出").iterdir()}
        if not names >= WANTED:
            raise SystemExit(f"FAILED: written: {sorted(names)}")
    print(f"{wheel.name}: installed, sample, export")
    return 0


def ran(folder: Path, *command: str | Path) -> str:
    """What it printed; without anything of this checkout or of the user around it."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(
        [str(word) for word in command],
        cwd=folder,
        env=kept | {"HOME": str(folder), "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"FAILED: {command[0]}: {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


if __name__ == "__main__":
    sys.exit(main())
