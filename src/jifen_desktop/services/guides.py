"""The papers of a business where nothing is collected: the way to go, what to have at hand, visitors' cards."""

from collections.abc import Callable

from jifen_desktop.delivery.sheet import Sheet, sheet_pdf, sheet_text
from jifen_desktop.delivery.visit_card import VisitCards, visit_cards_pdf, visit_cards_text
from jifen_desktop.services.facts import Picture
from jifen_desktop.services.outputs import GUIDE, VISIT_CARDS
from jifen_desktop.services.sheets import at_hand_of, guide_of, visit_cards_of
from jifen_desktop.worker.pool import WorkerPool

Paper = Sheet | VisitCards


def guide_paper(picture: Picture, name: str) -> Paper:
    """What the file of that name shows, one of the names of `Outputs` where there is a guide."""
    book, base = picture.context.book, picture.plans.base
    if name == GUIDE:
        return guide_of(book, picture.submission, base)
    if name == VISIT_CARDS:
        return visit_cards_of(picture.submission, base)
    return at_hand_of(book, picture.submission, picture.plans)


def kind_of(name: str) -> str:
    """The kind of that file in a report: guide, visit_cards or at_hand."""
    return {GUIDE: "guide", VISIT_CARDS: "visit_cards"}.get(name, "at_hand")


def writer_of(paper: Paper) -> Callable[..., bytes]:
    """The function that makes a PDF of it, to be run in the worker with the paper."""
    return visit_cards_pdf if isinstance(paper, VisitCards) else sheet_pdf


def paper_text(paper: Paper) -> str:
    """All its text."""
    return visit_cards_text(paper) if isinstance(paper, VisitCards) else sheet_text(paper)


def guide_file(picture: Picture, pool: WorkerPool, name: str) -> bytes:
    """The PDF of that name as it stands now; waits for a worker."""
    paper = guide_paper(picture, name)
    return pool.run(writer_of(paper), paper)
