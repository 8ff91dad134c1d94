"""The pages of one archive made to fit into a mail: tried before the user agrees, done by the export."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from jifen_desktop.domain.pages import OutPage
from jifen_desktop.imaging.choices import Choice, Sample, Setting
from jifen_desktop.imaging.squeeze import settle, solve
from jifen_desktop.intake.squeezing import sample_page, squeeze_page
from jifen_desktop.services.in_workers import Call, in_workers, sides_of
from jifen_desktop.services.outputs import PageOut
from jifen_desktop.worker.pool import WorkerPool


@dataclass(frozen=True)
class Squeezed:
    """A page that is made smaller: bytes and pixels before, how it is encoded, about what is lost (1 - SSIM).

    `path` is where it lies, where it was written.
    """

    page: PageOut
    old_size: int
    old_pixels: tuple[int, int]
    setting: Setting
    loss: float
    out: OutPage
    path: Path = Path()

    @property
    def pixels(self) -> tuple[int, int]:
        """(width, height) afterwards."""
        return self.setting.width, self.setting.height


@dataclass(frozen=True)
class Progress:
    """How the caller follows: `check` may raise Cancelled, `step` is called for each page sampled and each encoded."""

    check: Callable[[], None]
    step: Callable[[str], None]


def squeeze(
    pages: Sequence[PageOut],
    room: int,
    pool: WorkerPool,
    progress: Progress,
    target_of: Callable[[int], Path] | None = None,
) -> tuple[Squeezed, ...] | None:
    """The pages that are made smaller so that all have `room` bytes; the others stay as they are.

    None where even the least isn't enough: then nothing is to be changed at all. Each is written where `target_of`
    says for its place among the pages, or only tried.
    The same pages and room give the same bytes. Raises JifenError or Cancelled.
    """
    samples, chosen = _decide(pages, room, pool, progress)
    if chosen is None:
        return None
    outs: dict[int, OutPage] = {}

    def call(which: int, choice: Choice) -> Call[OutPage]:
        target = target_of(which) if target_of is not None else None
        return pages[which], squeeze_page, (sides_of(pages[which]), choice.setting, target)

    def again(which: int, choice: Choice) -> int:
        if choice.setting is None:
            outs.pop(which, None)
            return samples[which].size
        (outs[which],) = in_workers(pool, [call(which, choice)], progress.check)
        return outs[which].size

    touched = [i for i, choice in enumerate(chosen) if choice.setting is not None]
    made = in_workers(pool, [call(i, chosen[i]) for i in touched], progress.check, progress.step)
    outs.update(zip(touched, made, strict=True))
    sizes = [outs[i].size if i in outs else s.size for i, s in enumerate(samples)]
    if not settle(samples, chosen, sizes, room, again):
        return None
    return tuple(
        Squeezed(
            pages[i],
            samples[i].size,
            (samples[i].width, samples[i].height),
            choice.setting,
            choice.loss,
            outs[i],
            target_of(i) if target_of is not None else Path(),
        )
        for i, choice in enumerate(chosen)
        if choice.setting is not None
    )


def _decide(
    pages: Sequence[PageOut], room: int, pool: WorkerPool, progress: Progress
) -> tuple[list[Sample], list[Choice] | None]:
    """Sample every page, with fewer pixels only where quality alone isn't enough."""
    samples: list[Sample] = []
    chosen = None
    for scaled in (False, True):
        calls: list[Call[Sample]] = [(p, sample_page, (sides_of(p), scaled)) for p in pages]
        step = progress.step if not scaled else None
        samples = in_workers(pool, calls, progress.check, step)
        chosen = solve(samples, room)
        if chosen is not None:
            break
    return samples, chosen
