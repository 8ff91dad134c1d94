"""`sample`: a complete synthetic submission, marked 样本."""

import argparse
from datetime import date

from jifen_desktop.cli import console
from jifen_desktop.cli.stopping import working
from jifen_desktop.domain.errors import Code, JifenError
from jifen_desktop.messages import error_lines
from jifen_desktop.services.sample import write_sample


def sample_command(options: argparse.Namespace, today: date) -> int:
    """Write the sample and say where its submission file is."""
    with working() as work:
        try:
            path = write_sample(
                options.folder,
                options.district,
                options.service,
                today,
                work.pool,
                step=lambda _done, _total: work.check(),
            )
        except JifenError as error:
            if error.code != Code.TARGET_EXISTS:
                raise
            return _tell_taken(error, options.json)
    if options.json:
        console.out_json({"submission": str(path)})
    else:
        console.out(f"示例已写入 {path}")
        console.out("其中的人名、号码和证件都是虚构的，标有“样本”")
    return console.OK


def _tell_taken(error: JifenError, as_json: bool) -> int:
    """A sample never replaces anything, so the usual advice to do so doesn't fit."""
    what, _ = error_lines(error)
    text = f"{what}。换一个文件夹"
    console.reason(text)
    if as_json:
        console.out_json(console.failure([(error.code, text)]))
    return console.UNACCEPTABLE
