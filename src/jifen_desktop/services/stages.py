"""How far an applicant's papers have come, in words."""

from typing import Final

from jifen_desktop.library.follow_up import Stage

STAGES: Final = (
    (Stage.NOT_SENT, "未寄"),
    (Stage.SENT, "已寄出"),
    (Stage.ACCEPTED, "已受理"),
    (Stage.RETURNED, "退回补正"),
)
