"""All that an export will write, from a submission as it stands."""

from jifen_desktop.delivery.at_hand import at_hand_title
from jifen_desktop.domain.ids import ChannelKind, Outcome
from jifen_desktop.review.context import Context
from jifen_desktop.review.ways import prepared_channels
from jifen_desktop.rulebook.to_have import ASKED
from jifen_desktop.services.mails import mails_of
from jifen_desktop.services.outputs import Outputs, archives_of, words_of
from jifen_desktop.services.paper import sheets_of


def plan_outputs(context: Context) -> Outputs:
    """What the submission as it stands would give; unreadable files give no pages."""
    base = context.plans.base
    if base.outcome != Outcome.SUBMIT:
        at_hand = f"{at_hand_title(base)}.pdf" if base.outcome in ASKED else ""
        return Outputs(guide=True, at_hand=at_hand, visit=base.outcome == Outcome.WINDOW)
    archives = archives_of(context)
    words = words_of(context, archives)
    channels = prepared_channels(context)
    email = next((c for c in channels if c.kind == ChannelKind.EMAIL), None)
    courier = next((c for c in channels if c.kind == ChannelKind.COURIER), None)
    sheets = sheets_of(context)
    return Outputs(
        archives=archives,
        words=words,
        mails=mails_of(context, email.mailbox, archives, words) if email else (),
        courier=courier,
        prints=sheets if courier is not None else (),
        stamps=tuple(sheet for sheet in sheets if sheet.seal),
    )
