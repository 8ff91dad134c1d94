"""Who shares a mail, how heavy it gets, and what is said of one that its mailbox won't take."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from jifen_desktop.delivery.archive import stored_size
from jifen_desktop.delivery.mail import eml_size
from jifen_desktop.domain.findings import Finding
from jifen_desktop.domain.ids import District, Level, Purpose, Service
from jifen_desktop.domain.submission import Applicant, Centre, Submission
from jifen_desktop.review.context import Context
from jifen_desktop.review.review import is_confirmed
from jifen_desktop.services.budget import agreed, budget_findings
from jifen_desktop.services.mails import compose, room_for_pages
from jifen_desktop.services.outputs import Outputs
from jifen_desktop.services.planning import plan_outputs
from jifen_desktop.services.size import learnt, page_stamp
from tests.review.making import CENTRE, complete, context_of, document

MB = 1 << 20


def people_of(*megabytes: float, district: District = District.MINHANG) -> tuple[Context, Outputs]:
    """A submission where each person brings one photo of that many megabytes; 0 brings nothing."""
    given = [("id_card", (document(f"photo-{i}.jpg"),)) for i in range(len(megabytes))]
    people = tuple(
        Applicant(
            key=str(i), name=f"样本{i:02}", id_number="0", documents=(given[i],) if size else ()
        )
        for i, size in enumerate(megabytes)
    )
    submission = replace(complete(district, Service.NEW), applicants=people, documents=())
    sizes = {given[i][1][0].path: int(size * MB) for i, size in enumerate(megabytes)}
    return looked_at(submission, sizes)


def looked_at(submission: Submission, sizes: dict[Path, int]) -> tuple[Context, Outputs]:
    """The submission with files of those sizes."""
    context = context_of(submission)
    known = {path: replace(f, size=sizes.get(path, 1000)) for path, f in context.facts.items()}
    context = replace(context, facts=known)
    return context, plan_outputs(context)


def codes(found: tuple[Context, Outputs]) -> list[str]:
    return [f.code for f in budget_findings(*found)]


def shared(outputs: Outputs) -> list[list[str]]:
    """The people of each mail."""
    return [[name for name, _ in mail.people] for mail in outputs.mails]


def only(findings: Sequence[Finding]) -> Finding:
    (found,) = findings
    return found


def test_what_fits_stays_one_mail() -> None:
    found = people_of(17, 17)  # 46.5 MB as they are sent
    assert shared(found[1]) == [["样本00", "样本01"]]
    assert codes(found) == []
    assert 46.4 * MB < found[1].mails[0].size < 46.7 * MB


def test_two_people_get_a_mail_each() -> None:
    found = people_of(19, 19)
    first, second = found[1].mails
    assert (first.subject, second.subject) == (
        "上海样本信息技术有限公司—样本00（新办）—共1人",
        "上海样本信息技术有限公司—样本01（新办）—共1人",
    )
    assert (first.eml, first.part, second.eml, second.part) == (
        "邮件-1.eml",
        (1, 2),
        "邮件-2.eml",
        (2, 2),
    )
    told = only(list(budget_findings(*found)))
    assert (told.code, told.params) == ("mail_split", {"n": 2, "mails": 2, "limit": 50})


def test_thirty_people_keep_their_order_and_every_mail_fits() -> None:
    found = people_of(*[3 + i % 7 for i in range(30)])
    mails = found[1].mails
    assert [name for mail in shared(found[1]) for name in mail] == [
        f"样本{i:02}" for i in range(30)
    ]
    assert all(mail.subject.endswith(f"—共{len(mail.people)}人") for mail in mails)
    assert all(0.7 * mail.limit < mail.size <= mail.limit for mail in mails[:-1])
    assert [m.attachments for m in mails] == [
        tuple(f"{name}.zip" for name, _ in m.people) for m in mails
    ]
    assert codes(found) == ["mail_split"]


def test_one_giant_is_alone_and_may_be_compressed() -> None:
    found = people_of(2, 60, 2)
    assert shared(found[1]) == [["样本00"], ["样本01"], ["样本02"]]
    assert codes(found) == ["mail_split", "mail_compress"]
    giant = list(budget_findings(*found))[1]
    assert giant.applicant_name == "样本01"
    assert giant.params == {"n": 2, "size": 83, "limit": 50}


def test_who_brings_nothing_stays_with_somebody() -> None:
    assert shared(people_of(0, 30, 0, 30, 0)[1]) == [
        ["样本00", "样本01", "样本02"],
        ["样本03", "样本04"],
    ]


def test_a_mailbox_has_a_limit_of_its_own() -> None:
    context, outputs = people_of(10, 10)
    assert shared(outputs) == [["样本00", "样本01"]]
    centre = replace(CENTRE, mailbox_limits=((Purpose.POINTS, 25),))
    submission = replace(context.submission, centre=centre)
    smaller = plan_outputs(replace(context, submission=submission))
    assert [mail.limit for mail in smaller.mails] == [25 * MB] * 2


@pytest.mark.parametrize(
    ("district", "code"),
    [(District.BAOSHAN, "mail_compress"), (District.JINGAN, "mail_too_large_by_mail_only")],
)
def test_one_person_a_mail(district: District, code: str) -> None:
    found = people_of(40, 2, district=district)
    assert len(found[1].mails) == 2
    assert codes(found) == [code]


def test_a_word_document_counts_and_is_never_compressed() -> None:
    submission = complete(District.JINGAN, Service.EDUCATION, Level.BACHELOR)
    diploma = dict(submission.applicants[0].documents)["diploma.bachelor"][0]
    found = looked_at(submission, {diploma.path: 45 * MB})
    assert [(m.education_word, m.is_over) for m in found[1].mails] == [(False, True), (True, True)]
    assert codes(found) == ["mail_too_large_by_mail_only"] * 2
    confirmed = frozenset({"mail_compress", *(f.key for f in budget_findings(*found))})
    context = replace(found[0], submission=replace(submission, confirmed=confirmed))
    assert list(agreed(context, found[1])) == []


def test_agreement_is_for_these_files_and_this_limit() -> None:
    context, outputs = people_of(60)
    asked = only(list(budget_findings(context, outputs)))
    submission = replace(context.submission, confirmed=frozenset({asked.key}))
    assert is_confirmed(asked, submission)
    assert [m.number for m, _ in agreed(replace(context, submission=submission), outputs)] == [1]

    def still(changed: Context) -> bool:
        found = only(list(budget_findings(changed, plan_outputs(changed))))
        return is_confirmed(found, submission)

    person = submission.applicants[0]
    (row,) = person.documents
    assert still(replace(context, submission=submission))
    more = replace(person, documents=((row[0], (*row[1], document("more.jpg"))),))
    other = context_of(submission.with_applicant(more))
    known = {**other.facts, **context.facts}
    assert not still(replace(context, submission=submission.with_applicant(more), facts=known))
    centre = Centre(mailbox_limits=((Purpose.POINTS, 40),))
    assert not still(replace(context, submission=replace(submission, centre=centre)))


def test_sizes_learnt_before_replace_estimates() -> None:
    context, outputs = people_of(60)
    page = outputs.archives[0].pages[0]
    facts = context.facts[page.document.path]
    known = learnt(facts, [(page_stamp(context, page), 3 * MB)])
    assert learnt(known, [(page_stamp(context, page), 3 * MB)]) is known
    after = replace(context, facts={**context.facts, page.document.path: known})
    assert codes((after, plan_outputs(after))) == []


def test_room_for_pages_is_what_the_mailbox_leaves() -> None:
    context, outputs = people_of(60)
    (mail,), (archive,) = outputs.mails, outputs.archives
    room = room_for_pages(context, mail, archive)
    names = [(page.name, 0) for page in archive.pages]

    def weight(pages: int) -> int:
        whole = stored_size(archive.folder, names) + pages
        return eml_size(compose(context, mail), {archive.name: whole})

    assert weight(room) <= mail.limit < weight(room + 2 * 57)
