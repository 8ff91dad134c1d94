"""How much smaller a page gets, in words."""

from __future__ import annotations

from jifen_desktop.messages import finding_lines
from jifen_desktop.services.budget import too_large
from jifen_desktop.services.facts import Picture
from jifen_desktop.services.size import squeezed_words
from jifen_desktop.services.squeezing import Squeezed
from jifen_desktop.services.trial import Trial


def change_words(page: Squeezed) -> str:
    """5200 → 3100 KB，4000×3000 像素不变."""
    return squeezed_words((page.old_size, page.out.size), page.old_pixels, page.pixels)


def result_words(picture: Picture, trial: Trial) -> tuple[str, str]:
    """What the trial came to: (title, detail)."""
    mail, limit = trial.mail, trial.mail.limit >> 20
    if not trial.fits:
        return finding_lines(too_large(picture.context, picture.outputs, mail, at_least=True))
    if not trial.pages:
        return "不用压缩也放得下", f"图片做好以后，这封邮件没有超过 {limit} MB。"
    stays = f"另外 {trial.untouched} 张不变。" if trial.untouched else ""
    return (
        f"压缩 {len(trial.pages)} 张图片，第 {mail.number} 封邮件就放得进 {limit} MB",
        f"这些图片将与原件不再完全相同；{stays}原件本身不动。",
    )
