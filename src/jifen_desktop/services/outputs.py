"""What an export will write, by name, before anything is written; the window shows it, the export follows it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import PurePath

from jifen_desktop.domain.edits import NO_EDIT, Edit
from jifen_desktop.domain.ids import Method, Purpose
from jifen_desktop.domain.pages import FileFacts, Media
from jifen_desktop.domain.plan import Channel, Material, Plan
from jifen_desktop.domain.submission import Applicant, Document, documents_of
from jifen_desktop.files.names import distinct, safe_name
from jifen_desktop.intake.sniff import suffix_of
from jifen_desktop.review.context import Context
from jifen_desktop.rulebook.case_plan import named
from jifen_desktop.rulebook.checklist import unlisted_row
from jifen_desktop.rulebook.naming import Named, archive_stem, word_stem
from jifen_desktop.services.page_edits import (
    SIDES,
    Editing,
    editing_of,
    may_share_sheet,
    method_of,
    shown_edit,
    wants_sheet,
)
from jifen_desktop.services.paper import SheetOut, mailed

GUIDE = "办理说明.pdf"
CHECKLIST = "材料清单.pdf"
LABEL = "地址标签.pdf"
PACKING_LIST = "寄件清单.pdf"
VISIT_CARDS = "到访登记卡.pdf"
PRINTS = "打印件.pdf"
STAMPS = "盖章件.pdf"


@dataclass(frozen=True)
class PageOut:
    """One file inside an archive: page `index` (from 0) of a document, under its numbered name.

    `edit` is what is changed about it on the way. `second` is the other side of a card that stands on the same sheet.
    `unlocated` takes out of a file that goes out as it is where it was taken.
    """

    owner: str
    material: Material
    document: Document
    index: int
    method: Method
    name: str
    edit: Edit = NO_EDIT
    second: "PageOut | None" = None
    unlocated: bool = False

    @property
    def is_made(self) -> bool:
        """Whether its bytes are other than the document's own."""
        return self.method != Method.COPIED or not self.edit.is_identity or self.unlocated

    @property
    def sides(self) -> tuple["PageOut", ...]:
        """The pages that it shows: itself, or both sides of a card."""
        return (self, self.second) if self.second is not None else (self,)


@dataclass(frozen=True)
class ArchiveOut:
    """One archive. `applicant` is a key, empty where the business is the company's alone."""

    applicant: str
    applicant_name: str
    name: str
    pages: tuple[PageOut, ...]

    @property
    def folder(self) -> str:
        """The one folder inside, named like the archive."""
        return self.name.removesuffix(".zip")


@dataclass(frozen=True)
class WordOut:
    """The Word document of one applicant's education papers."""

    applicant: str
    applicant_name: str
    name: str
    pages: tuple[PageOut, ...]

    @property
    def captions(self) -> tuple[str, ...]:
        """What stands above each page: its paper, and which page of it where there are several."""
        names = [page.material.name for page in self.pages]
        return tuple(
            f"{name} 第 {names[: at + 1].count(name)} / {names.count(name)} 页"
            if names.count(name) > 1
            else name
            for at, name in enumerate(names)
        )


@dataclass(frozen=True)
class MailOut:
    """One mail: `people` are (name, their business), `attachments` names of files of the same export.

    A business is empty where it is everybody's, so the mail's own.
    `size` is about how many bytes it has as it is sent, `limit` how many its mailbox takes. `part` says which of how
    many mails it is, where one mail would have been too large.
    """

    number: int
    to: str
    purpose: Purpose | None
    subject: str
    people: tuple[tuple[str, str], ...]
    attachments: tuple[str, ...]
    education_word: bool = False
    size: int = 0
    limit: int = 0
    part: tuple[int, int] = (1, 1)

    @property
    def is_over(self) -> bool:
        """Whether its mailbox won't take it."""
        return self.size > self.limit

    @property
    def eml(self) -> str:
        """The draft's file name."""
        return f"邮件-{self.number}.eml"

    @property
    def text(self) -> str:
        """The file name of the text to copy."""
        return f"邮件-{self.number}.txt"


@dataclass(frozen=True)
class Outputs:
    """Everything an export writes; beside a guide the sheet named `at_hand`, and with `visit` cards for a window.

    `prints` are the sheets of 打印件, `stamps` those of 盖章件.
    """

    archives: tuple[ArchiveOut, ...] = ()
    words: tuple[WordOut, ...] = ()
    mails: tuple[MailOut, ...] = ()
    courier: Channel | None = None
    guide: bool = False
    at_hand: str = ""
    visit: bool = False
    prints: tuple[SheetOut, ...] = ()
    stamps: tuple[SheetOut, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all files, in the order in which they are shown."""
        if self.guide:
            beside = (self.at_hand, VISIT_CARDS if self.visit else "")
            return (GUIDE, *(name for name in beside if name))
        mails = (name for mail in self.mails for name in (mail.eml, mail.text))
        post = (LABEL, PACKING_LIST) if self.courier else ()
        papers = ((PRINTS, self.prints), (STAMPS, self.stamps))
        return (
            *(a.name for a in self.archives),
            *(w.name for w in self.words),
            *mails,
            *(name for name, sheets in papers if sheets),
            *post,
            CHECKLIST,
        )


def archives_of(context: Context) -> tuple[ArchiveOut, ...]:
    """The archives of all owners that have usable pages; unreadable files give none."""
    submission, base = context.submission, context.plans.base
    owners: tuple[Applicant | None, ...] = (
        (None,) if base.about_company_only else submission.applicants
    )
    drafts = []
    for owner in owners:
        pages = _pages_together(context, owner)
        if pages:
            person = _named(context, owner)
            stem = archive_stem(base, submission.company, person, submission.on, submission.centre)
            drafts.append((owner, safe_name(stem, ".zip"), pages))
    names = distinct(name for _, name, _ in drafts)
    return tuple(
        ArchiveOut(owner.key if owner else "", owner.name if owner else "", name, pages)
        for (owner, _, pages), name in zip(drafts, names, strict=True)
    )


def _pages_together(context: Context, owner: Applicant | None) -> tuple[PageOut, ...]:
    """The pages of one archive, numbered: the owner's own and the company's.

    A business of the company alone has one archive; what lies with a person goes into it too.
    """
    people = (owner,) if owner else context.submission.applicants
    parts = [_pages_of(context, person) for person in people]
    rider = owner is not None and owner.service not in (None, context.submission.service)
    if not rider or any(parts):
        parts.append(_pages_of(context, None))
    pages = [page for part in parts for page in part]
    name = ("archive", owner.key if owner else "")
    return context.memo.of(name, parts, lambda: _numbered(pages))


def _pages_of(context: Context, owner: Applicant | None) -> tuple[PageOut, ...]:
    """The usable pages of one owner in checklist order, still without numbers; unlisted papers come last."""
    name = ("pages", owner.key if owner else "")
    return context.memo.of(name, context.basis(owner), lambda: tuple(_listed(context, owner)))


def _named(context: Context, owner: Applicant | None) -> Named | None:
    return named(context.book, owner, context.submission.service) if owner else None


def _listed(context: Context, owner: Applicant | None) -> Iterator[PageOut]:
    plan = context.plans.base
    rules = context.book.districts[context.submission.district]
    rows = list(context.plans.rows(owner))
    listed = {m.id for m in rows}
    rows += [
        unlisted_row(context.book, rules, context.submission.service, material)
        for material, _ in context.documents(owner)
        if material not in listed
    ]
    for row in rows:
        pages = []
        for document in mailed(row, documents_of(context.documents(owner), row.id)):
            facts = context.facts.get(document.path)
            if facts is not None and facts.problem is None:
                unlocate = context.submission.remove_location
                pages += list(_pages_of_document(plan, document, facts, row, owner, unlocate))
        if may_share_sheet(plan, row) and wants_sheet(context.submission, owner, row.id):
            pages = _on_one_sheet(pages)  # a stamped scan of the two is one page already
        yield from _titled(pages, row)


def _on_one_sheet(pages: list[PageOut]) -> list[PageOut]:
    """Two sides as one page; anything but two stays as it is."""
    if len(pages) != SIDES:
        return pages
    return [replace(pages[0], method=Method.ENCODED, second=pages[1])]


def _pages_of_document(
    plan: Plan,
    document: Document,
    facts: FileFacts,
    row: Material,
    owner: Applicant | None,
    unlocate: bool,
) -> Iterator[PageOut]:
    key = owner.key if owner else ""
    editing = editing_of(plan, row)
    if editing is not Editing.FULL and facts.media is not None:
        suffix = _kept_suffix(document.name, facts.media)
        unlocated = unlocate and facts.has_location and facts.location_removable
        yield PageOut(key, row, document, 0, Method.COPIED, suffix, unlocated=unlocated)
        return
    for page in facts.pages:
        if not document.pages or page.index in document.pages:
            edit = shown_edit(editing, document, page.index)
            method = method_of(page.method, edit)
            yield PageOut(key, row, document, page.index, method, ".jpg", edit)


def _kept_suffix(name: str, media: Media) -> str:
    """A file's extension just as it is written; only one that lies gives way to its content's."""
    own, true = PurePath(name).suffix, suffix_of(media, name)
    return own if own.lower() == true else true


def _titled(pages: list[PageOut], row: Material) -> Iterator[PageOut]:
    """Names without numbers: 身份证-人像面.jpg, 劳动（聘用）合同-2.jpg, 毕业证书（本科）.jpg."""
    for i, page in enumerate(pages):
        part = ""
        if len(pages) > 1:
            part = "-" + (row.page_names[i] if i < len(row.page_names) else str(i + 1))
        yield replace(page, name=f"{row.name}{part}{page.name}")


def _numbered(pages: list[PageOut]) -> tuple[PageOut, ...]:
    width = max(2, len(str(len(pages))))
    names = []
    for i, page in enumerate(pages, 1):
        stem, dot, suffix = page.name.rpartition(".")
        names.append(safe_name(f"{i:0{width}d}-{stem}", dot + suffix))
    return tuple(replace(p, name=name) for p, name in zip(pages, distinct(names), strict=True))


def words_of(context: Context, archives: tuple[ArchiveOut, ...]) -> tuple[WordOut, ...]:
    """The Word documents: one an applicant whose plan has education papers and who gave any."""
    submission = context.submission
    found: list[tuple[Applicant, str, tuple[PageOut, ...]]] = []
    for archive in archives:
        applicant = next((a for a in submission.applicants if a.key == archive.applicant), None)
        plan = context.plans.of(applicant) if applicant else None
        pages = tuple(_word_pages(context, archive))
        if applicant is not None and plan is not None and plan.word and pages:
            stem = word_stem(
                plan,
                submission.company,
                _named(context, applicant),
                submission.on,
                submission.centre,
            )
            found.append((applicant, safe_name(stem, ".docx"), pages))
    names = distinct(name for _, name, _ in found)
    return tuple(
        WordOut(a.key, a.name, name, pages)
        for (a, _, pages), name in zip(found, names, strict=True)
    )


def _word_pages(context: Context, archive: ArchiveOut) -> Iterator[PageOut]:
    """Education pages as pictures: where a file goes out as it is, every page of it still gets its picture."""
    for page in archive.pages:
        if page.material.education is None:
            continue
        facts = context.facts[page.document.path]
        chosen = page.document.pages
        for each in facts.pages:
            if not chosen or each.index in chosen:
                edit = shown_edit(Editing.WORD_ONLY, page.document, each.index)
                method = method_of(each.method, edit)
                yield replace(page, index=each.index, method=method, edit=edit, unlocated=False)
