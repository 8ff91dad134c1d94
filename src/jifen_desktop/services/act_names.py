"""What a change of a submission is called, for undo and redo; pure."""

from dataclasses import replace

from jifen_desktop.domain.submission import Applicant, Company, Submission


def name_of_change(before: Submission, after: Submission) -> tuple[str, str]:
    """(the act's name, what acts in a row have to share to be undone together; empty: nothing).

    An empty name is a change that can't be taken back alone: the centre's data belong to the settings.
    """
    if (before.district, before.service) != (after.district, after.service):
        return "更换区或业务", ""
    if before.centre != after.centre:
        return "", ""
    if before.company != after.company:
        return "修改单位资料", "" if Company() in (before.company, after.company) else "company"
    return _about_people(before, after) or _about_the_rest(before, after)


def _about_people(before: Submission, after: Submission) -> tuple[str, str] | None:
    old = {a.key: a for a in before.applicants}
    new = {a.key: a for a in after.applicants}
    gone = [a for key, a in old.items() if key not in new]
    came = [a for key, a in new.items() if key not in old]
    if gone or came:
        if gone and came:
            return "更换申请人", ""
        word = "移除" if gone else "添加"
        people = gone or came
        whose = (
            f"「{people[0].name}」"
            if len(people) == 1 and people[0].name
            else f" {len(people)} 位申请人"
        )
        return f"{word}{whose}", ""
    changed = [a for key, a in new.items() if a != old[key]]
    if not changed:
        return None
    whose = f"「{changed[0].name}」的" if len(changed) == 1 and changed[0].name else ""
    if len(changed) == 1:
        return _about_one(old[changed[0].key], changed[0], whose)
    return "修改申请人", ""


def _about_one(before: Applicant, after: Applicant, whose: str) -> tuple[str, str]:
    if before.documents != after.documents:
        return f"修改{whose}材料", ""
    if (before.education, before.points_paths) != (after.education, after.points_paths):
        return f"修改{whose}学历和积分项目", ""
    # letters that are typed one pause after the other are one act
    return f"修改{whose}资料", f"person:{after.key}"


def _about_the_rest(before: Submission, after: Submission) -> tuple[str, str]:
    if before.documents != after.documents:
        return "修改单位材料", ""
    if before.visitors != after.visitors:
        same = len(before.visitors or after.visitors) == len(after.visitors)
        return "修改到访人", "visitors" if same else ""
    ways = replace(
        before, channels=after.channels, label=after.label, label_copies=after.label_copies
    )
    if ways == after:
        return "修改报送方式", ""
    return "修改申报", ""
