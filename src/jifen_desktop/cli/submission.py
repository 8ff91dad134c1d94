"""`check` and `export`: a submission file in, findings or files out."""

import argparse
from datetime import date
from pathlib import Path
from typing import Any

from jifen_desktop.cli import console
from jifen_desktop.domain.errors import ENVIRONMENT, JifenError
from jifen_desktop.domain.findings import Finding
from jifen_desktop.library.submission_file import SubmissionFileError, read_submission
from jifen_desktop.messages import error_line, finding_line
from jifen_desktop.review.review import blocks, is_confirmed
from jifen_desktop.rulebook.load import load_rulebook
from jifen_desktop.services.export import Exported, export
from jifen_desktop.services.facts import Picture, look_at, read_facts
from jifen_desktop.worker.pool import WorkerPool


def check_command(options: argparse.Namespace, today: date) -> int:
    """Print the findings; 2 where one blocks."""
    with WorkerPool() as pool:
        picture = _picture(options, today, pool)
    if picture is None:
        return console.UNACCEPTABLE
    if options.json:
        console.out_json({"findings": _findings(picture, picture.findings)})
    elif not picture.findings:
        console.out("没有发现问题")
    if not options.json:
        for finding in picture.findings:
            if finding not in picture.blocking:
                console.out(f"请确认：{finding_line(finding)}")
    return _say_blocks(picture)


def export_command(options: argparse.Namespace, today: date) -> int:
    """Write everything into the folder, or nothing; 2 where a finding blocks."""
    with WorkerPool() as pool:
        try:
            picture = _picture(options, today, pool)
            if picture is None or picture.blocking:
                if options.json:
                    console.out_json(_report(picture, None, options.out))
                return console.UNACCEPTABLE if picture is None else _say_blocks(picture)
            exported = export(picture, options.out, pool, replace=options.replace)
        except JifenError as error:
            if options.json and error.code not in ENVIRONMENT:
                console.out_json(_report(None, None, options.out))
            raise
    if options.json:
        console.out_json(_report(picture, exported, options.out))
    else:
        _tell(picture, exported, options.out)
    return console.OK


def _picture(options: argparse.Namespace, today: date, pool: WorkerPool) -> Picture | None:
    """Everything known of the submission; None where the file can't be used, which has been told."""
    from jifen_desktop.intake.read import Intake

    book = load_rulebook()
    try:
        submission = read_submission(options.submission, book, today=today)
    except SubmissionFileError as error:
        for problem in error.problems:
            params = {"name": error.name, "key": problem.key, "expected": problem.expected}
            console.reason(error_line(JifenError(problem.code, **params)))
        return None
    return look_at(book, submission, read_facts(Intake(pool), submission))


def _say_blocks(picture: Picture) -> int:
    for finding in blocks(picture.findings):
        console.reason(f"必须处理：{finding_line(finding)}")
    return console.UNACCEPTABLE if picture.blocking else console.OK


def _findings(picture: Picture, findings: tuple[Finding, ...]) -> list[dict[str, Any]]:
    return [
        {
            "code": f.code,
            "severity": f.severity,
            "applicant": f.applicant_name,
            "material": f.place.material,
            "message": finding_line(f),
            "field": f.place.field,
            "confirmed": is_confirmed(f, picture.submission),
            "lines": list(f.source.lines) if f.source else [],
        }
        for f in findings
    ]


def _report(picture: Picture | None, exported: Exported | None, out: Path) -> dict[str, Any]:
    """The promised object; `written` is empty where nothing was written."""
    findings = (picture.findings if picture else ()) + (exported.findings if exported else ())
    return {
        "out": str(out),
        "written": [
            {
                "path": str(w.path),
                "kind": w.kind,
                "bytes": w.size,
                "sha256": w.sha256,
                "applicant": w.applicant,
            }
            for w in (exported.written if exported else ())
        ],
        "subjects": list(exported.subjects) if exported else [],
        "findings": _findings(picture, findings) if picture else [],
        "pages": [
            {
                "applicant": p.applicant,
                "material": p.material,
                "source": p.source,
                "page": p.page,
                "name": p.name,
                "method": p.method,
            }
            for p in (exported.pages if exported else ())
        ],
    }


def _tell(picture: Picture, exported: Exported, out: Path) -> None:
    for finding in (*picture.findings, *exported.findings):
        if not is_confirmed(finding, picture.submission):
            console.out(f"请确认：{finding_line(finding)}")
    archives = sum(1 for w in exported.written if w.kind == "archive")
    if archives:
        console.out(f"已导出并核对：{archives} 个压缩包，{len(exported.pages)} 张图片，全部一致")
    for written in exported.written:
        console.out(f"  {written.path.name}")
    for mail in exported.mails:
        console.out(f"邮件标题：{mail.subject}")
    console.out(f"保存在 {out}")
    console.out(picture.plans.base.district_name + "：依据2020年通知，办理前请向中心核实")
