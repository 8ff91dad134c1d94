"""Making a mail's pictures smaller, only tried: what would become of each page, before the user agrees."""

from collections.abc import Callable
from dataclasses import dataclass

from jifen_desktop.domain.errors import Cancelled
from jifen_desktop.intake.squeezing import Compared, compare_page
from jifen_desktop.services.budget import compressible
from jifen_desktop.services.facts import Picture
from jifen_desktop.services.in_workers import sides_of
from jifen_desktop.services.mails import room_for_pages
from jifen_desktop.services.outputs import MailOut
from jifen_desktop.services.squeezing import Progress, Squeezed, squeeze
from jifen_desktop.worker.pool import WorkerPool


@dataclass(frozen=True)
class Trial:
    """What would become of one mail: the pages that get smaller, and how many stay as they are.

    `fits` is False where even the least isn't small enough; then nothing would be changed.
    """

    mail: MailOut
    fits: bool
    pages: tuple[Squeezed, ...] = ()
    untouched: int = 0

    @property
    def worst(self) -> Squeezed | None:
        """The page that loses most."""
        return max(self.pages, key=lambda page: page.loss, default=None)

    @property
    def saved(self) -> int:
        """The bytes that the pages lose together."""
        return sum(page.old_size - page.out.size for page in self.pages)


def try_squeeze(
    picture: Picture,
    mail: MailOut,
    pool: WorkerPool,
    progress: Callable[[str, int, int], None],
    cancelled: Callable[[], bool],
) -> Trial:
    """Try it on a mail whose pictures may be made smaller, writing nothing. Raises JifenError, Cancelled."""
    archive = compressible(picture.context, picture.outputs, mail)
    if archive is None:
        raise ValueError("the pictures of this mail stay as they are")
    done = 0

    def check() -> None:
        if cancelled():
            raise Cancelled

    def step(name: str) -> None:
        nonlocal done
        done += 1
        progress(name, done, 2 * len(archive.pages))

    room = room_for_pages(picture.context, mail, archive)
    pages = squeeze(archive.pages, room, pool, Progress(check, step))
    if pages is None:
        return Trial(mail, fits=False)
    return Trial(mail, fits=True, pages=pages, untouched=len(archive.pages) - len(pages))


def compare(page: Squeezed, box: tuple[int, int], pool: WorkerPool) -> Compared:
    """The stretch of a page that suffers most, before and after, `box` pixels large. Raises JifenError, Cancelled."""
    return pool.run(compare_page, sides_of(page.page), page.setting, box)
