"""The address label (after GB/T 22657.1-2008: recipient, sender, remark): what stands on it, and on which paper.

It never looks like a carrier's waybill and bears no number. Sizes are exact to the paper.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from jifen_desktop.delivery.plain import one_line
from jifen_desktop.domain.ids import LabelSize

ADDRESS_NOTE: Final = "2020年通知的地址，寄前请核对"
PAPER: Final = {  # width × height in mm
    LabelSize.WAYBILL: (100.0, 150.0),
    LabelSize.TALL: (100.0, 180.0),
    LabelSize.SMALL: (76.0, 130.0),
    LabelSize.A4: (210.0, 297.0),
    LabelSize.A4_FOUR: (210.0, 297.0),
}
PER_SHEET: Final = {LabelSize.A4_FOUR: 4}  # labels on one sheet; one on the others


@dataclass(frozen=True)
class Party:
    """Recipient or sender; what isn't known stays empty and isn't shown."""

    address: str = ""
    name: str = ""
    phone: str = ""


@dataclass(frozen=True)
class Label:
    """What stands on the label. `note` is for the sender (`ADDRESS_NOTE`), `remark` for the centre."""

    recipient: Party
    sender: Party
    remark: str = ""
    note: str = ""


def label_pdf(label: Label, size: LabelSize, sheets: int = 1) -> bytes:
    """Whole sheets of one label as a PDF; the same input gives the same bytes. To be run in the worker."""
    return labels_pdf([label] * (sheets * PER_SHEET.get(size, 1)), size)


def labels_pdf(labels: Sequence[Label], size: LabelSize) -> bytes:
    """Several labels as a PDF in their order, as many a sheet as it holds; at least one.

    The text is as large as it can be without being cut off, however long it is. To be run in the worker.
    """
    from jifen_desktop.delivery.label_layout import draw_labels

    return draw_labels(labels, size)


def label_text(label: Label) -> str:
    """All that stands on the label as text, one thing a line."""
    pairs = [
        ("收件人", label.recipient.name),
        ("电话", label.recipient.phone),
        ("地址", label.recipient.address),
        ("备注", label.remark),
        ("寄件人", label.sender.name),
        ("寄件人电话", label.sender.phone),
        ("寄件人地址", label.sender.address),
    ]
    lines = [f"{name}：{one_line(value)}" for name, value in pairs if one_line(value)]
    return "\n".join([*lines, *([one_line(label.note)] if one_line(label.note) else [])]) + "\n"


def courier_line(party: Party) -> str:
    """Name, telephone and address on one line, as couriers' mini-programs take them apart again.

    They are divided by commas: a name may have spaces of its own.
    """
    parts = (one_line(part) for part in (party.name, party.phone, party.address))
    return "，".join(part for part in parts if part)
