"""The widget kit."""

from jifen_desktop.ui.widgets.badges import (
    ClauseTag,
    MethodPill,
    Severity,
    SeverityMark,
    Status,
    StatusBadge,
)
from jifen_desktop.ui.widgets.base import Arranger
from jifen_desktop.ui.widgets.buttons import (
    IconTextButton,
    LinkButton,
    PrimaryButton,
    SecondaryButton,
)
from jifen_desktop.ui.widgets.cards import Card, CardFooter, ListCard, Separator
from jifen_desktop.ui.widgets.drop import DropZone
from jifen_desktop.ui.widgets.dropping import FileDropMixin, local_paths
from jifen_desktop.ui.widgets.feedback import (
    Banner,
    BannerKind,
    Meter,
    ProgressLine,
    UndoBar,
    announce,
)
from jifen_desktop.ui.widgets.fields import (
    DateField,
    FieldRow,
    SearchField,
    SelectField,
    TextField,
    parse_date,
)
from jifen_desktop.ui.widgets.filerows import FileRow, ImageRow, KeyValueCopyRow, NumberedLine
from jifen_desktop.ui.widgets.focus import FocusRing
from jifen_desktop.ui.widgets.footer import BASIS_NOTE, FooterBar
from jifen_desktop.ui.widgets.groups import (
    ChoiceGroup,
    PersonState,
    PersonTabs,
    SegmentedControl,
)
from jifen_desktop.ui.widgets.labels import (
    ElidedLabel,
    Label,
    body,
    heading,
    hint,
    lead,
    section,
)
from jifen_desktop.ui.widgets.layout import Column, Flow, Line, Page, PageHead, TileGrid, TwoColumns
from jifen_desktop.ui.widgets.matrix import MatrixCell, MatrixColumn, MatrixGrid
from jifen_desktop.ui.widgets.picture import Icon
from jifen_desktop.ui.widgets.rail import StartRail, StepRail
from jifen_desktop.ui.widgets.railbuttons import NavItem, Step, StepState
from jifen_desktop.ui.widgets.rows import (
    FindingRow,
    GroupHeader,
    GroupTitle,
    QuietRow,
    Row,
    RowBase,
)
from jifen_desktop.ui.widgets.thumb import Placeholder, Thumbnail, ThumbStrip
from jifen_desktop.ui.widgets.tiles import CheckLine, CheckTile, ChoiceTile, RadioLine, RadioTile

__all__ = [
    "BASIS_NOTE",
    "Arranger",
    "Banner",
    "BannerKind",
    "Card",
    "CardFooter",
    "CheckLine",
    "CheckTile",
    "ChoiceGroup",
    "ChoiceTile",
    "ClauseTag",
    "Column",
    "DateField",
    "DropZone",
    "ElidedLabel",
    "FieldRow",
    "FileDropMixin",
    "FileRow",
    "FindingRow",
    "Flow",
    "FocusRing",
    "FooterBar",
    "GroupHeader",
    "GroupTitle",
    "Icon",
    "IconTextButton",
    "ImageRow",
    "KeyValueCopyRow",
    "Label",
    "Line",
    "LinkButton",
    "ListCard",
    "MatrixCell",
    "MatrixColumn",
    "MatrixGrid",
    "Meter",
    "MethodPill",
    "NavItem",
    "NumberedLine",
    "Page",
    "PageHead",
    "PersonState",
    "PersonTabs",
    "Placeholder",
    "PrimaryButton",
    "ProgressLine",
    "QuietRow",
    "RadioLine",
    "RadioTile",
    "Row",
    "RowBase",
    "SearchField",
    "SecondaryButton",
    "SegmentedControl",
    "SelectField",
    "Separator",
    "Severity",
    "SeverityMark",
    "StartRail",
    "Status",
    "StatusBadge",
    "Step",
    "StepRail",
    "StepState",
    "TextField",
    "ThumbStrip",
    "Thumbnail",
    "TileGrid",
    "TwoColumns",
    "UndoBar",
    "announce",
    "body",
    "heading",
    "hint",
    "lead",
    "local_paths",
    "parse_date",
    "section",
]
