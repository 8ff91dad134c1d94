"""Which pages were made smaller, or would be if the user agreed: in lines and as JSON."""

from collections.abc import Iterator, Sequence
from typing import Any

from jifen_desktop.cli.stopping import Work
from jifen_desktop.review.review import is_confirmed
from jifen_desktop.services.budget import COMPRESS
from jifen_desktop.services.facts import Picture
from jifen_desktop.services.size import squeezed_line
from jifen_desktop.services.squeezing import Squeezed
from jifen_desktop.services.trial import try_squeeze


def would_be_squeezed(picture: Picture, work: Work) -> tuple[Squeezed, ...]:
    """The pages that a yes to `mail_compress` would make smaller; tried, nothing is written."""
    asked = {
        f.params["n"]
        for f in picture.findings
        if f.code == COMPRESS and not is_confirmed(f, picture.submission)
    }
    mails = [mail for mail in picture.outputs.mails if mail.number in asked]
    trials = [
        try_squeeze(picture, mail, work.pool, lambda *_: None, work.stopped) for mail in mails
    ]
    return tuple(page for trial in trials for page in trial.pages)


def squeezed_lines(pages: Sequence[Squeezed], *, done: bool) -> Iterator[str]:
    """A line each."""
    start = "已压缩" if done else "同意后会压缩"
    for page in pages:
        line = squeezed_line(
            page.page.name, (page.old_size, page.out.size), page.old_pixels, page.pixels
        )
        yield f"{start}：{line}"


def squeezed_json(pages: Sequence[Squeezed], *, done: bool) -> list[dict[str, Any]]:
    """An object each; sizes in bytes and pixels (width, height)."""
    return [
        {
            "name": page.page.name,
            "source": page.page.document.name,
            "material": page.page.material.id,
            "done": done,
            "bytes": [page.old_size, page.out.size],
            "pixels": [list(page.old_pixels), list(page.pixels)],
            "quality": page.setting.quality,
        }
        for page in pages
    ]
