"""`check` and `export`: a submission file in, findings or files out."""

import argparse
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from jifen_desktop.cli import console
from jifen_desktop.cli.report import report_json
from jifen_desktop.cli.squeezing import squeezed_lines, would_be_squeezed
from jifen_desktop.cli.stopping import Work, working
from jifen_desktop.domain.errors import JifenError
from jifen_desktop.domain.plan import BASIS_NOTE
from jifen_desktop.intake.read import Intake
from jifen_desktop.library.submission_file import SubmissionFileError, read_submission
from jifen_desktop.messages import error_line, finding_line
from jifen_desktop.review.review import is_confirmed
from jifen_desktop.rulebook.load import load_rulebook
from jifen_desktop.services.export import Exported, export
from jifen_desktop.services.facts import Picture, look_at, read_facts
from jifen_desktop.services.seals import with_seals
from jifen_desktop.services.squeezing import Squeezed
from jifen_desktop.services.stamped_scans import with_scans_apart


def check_command(options: argparse.Namespace, today: date) -> int:
    """Print the findings; 2 where one blocks."""
    smaller: tuple[Squeezed, ...] = ()
    with working() as work:
        picture = _picture(options, today, work)
        if picture is not None:
            smaller = would_be_squeezed(picture, work)
    if picture is None:
        return console.UNACCEPTABLE
    _say_blocks(picture)
    if options.json:
        console.out_json(report_json(picture, None, _home(options), smaller))
    elif not picture.findings:
        console.out("没有发现问题")
    else:
        _ask_to_confirm(picture, None)
        _tell_squeezed(smaller, done=False)
    return console.UNACCEPTABLE if picture.blocking else console.OK


def export_command(options: argparse.Namespace, today: date) -> int:
    """Write everything into the folder, or nothing; 2 where a finding blocks."""
    with working() as work:
        picture = _picture(options, today, work)
        if picture is None:
            return console.UNACCEPTABLE
        exported = None
        smaller = would_be_squeezed(picture, work) if not picture.blocking else ()
        if not picture.blocking:
            exported = export(
                picture, options.out, work.pool, replace=options.replace, cancelled=work.stopped
            )
    _say_blocks(picture)
    if options.json:
        console.out_json(report_json(picture, exported, _home(options), smaller))
    elif exported is not None:
        _tell(picture, exported, options.out, smaller)
    return console.OK if exported is not None else console.UNACCEPTABLE


def _home(options: argparse.Namespace) -> Path:
    """Where the submission file lies: documents are relative to it."""
    path: Path = options.submission
    return path.absolute().parent


def _picture(options: argparse.Namespace, today: date, work: Work) -> Picture | None:
    """Everything known of the submission; None where the file can't be used, which has been told."""
    book = load_rulebook()
    try:
        submission = read_submission(options.submission, book, today=today)
    except SubmissionFileError as error:
        tell_unusable(error, options.json)
        return None
    facts = with_seals(
        work.pool,
        submission,
        read_facts(Intake(work.pool), submission, cancelled=work.stopped),
    )
    return look_at(book, with_scans_apart(submission, facts), facts)


def tell_unusable(error: SubmissionFileError, as_json: bool) -> None:
    """Say what is wrong with a submission file, a line each."""
    reasons = []
    for problem in error.problems:
        params = {"name": error.name, "key": problem.key, "expected": problem.expected}
        reasons.append((problem.code, error_line(JifenError(problem.code, **params))))
    for _, text in reasons:
        console.reason(text)
    if as_json:
        console.out_json(console.failure(reasons))


def _say_blocks(picture: Picture) -> None:
    for finding in picture.blocking:
        console.reason(f"必须处理：{finding_line(finding)}")


def _ask_to_confirm(picture: Picture, exported: Exported | None) -> None:
    for finding in picture.findings + (exported.findings if exported else ()):
        confirmed = is_confirmed(finding, picture.submission)
        if not confirmed and finding not in picture.blocking:
            console.out(f"请确认：{finding_line(finding)}")


def _tell_squeezed(pages: Sequence[Squeezed], *, done: bool) -> None:
    for line in squeezed_lines(pages, done=done):
        console.out(line)


def _tell(picture: Picture, exported: Exported, out: Path, would_be: Sequence[Squeezed]) -> None:
    _ask_to_confirm(picture, exported)
    _tell_squeezed(would_be, done=False)
    _tell_squeezed(exported.squeezed, done=True)
    archives = sum(1 for w in exported.written if w.kind == "archive")
    if archives:
        console.out(f"已导出并核对：{archives} 个压缩包，{len(exported.pages)} 张图片，全部一致")
    for written in exported.written:
        console.out(f"  {written.path.name}")
    for mail in exported.mails:
        console.out(f"邮件标题：{mail.subject}")
    if exported.courier is not None:
        remark = f"（备注：{exported.courier.remark}）" if exported.courier.remark else ""
        console.out(f"快递小程序·收件：{exported.courier.recipient}{remark}")
        console.out(f"快递小程序·寄件：{exported.courier.sender}")
    console.out(f"保存在 {out}")
    console.out(f"{picture.plans.base.district_name}：{BASIS_NOTE}")
