"""The widget kit: passive widgets, signals out and setters in, drawn from the theme's tokens.

Import from here: `from jifen_desktop.ui import widgets as w`. Start the program with
`theme.install(app)`, then one `w.FocusRing(app)`. Icons are names of files in `resources/icons`
without `.svg`; tones are `theme.Tone` or names of colour tokens; sizes are `theme.Size`.
Never call `setMinimumWidth` on a text: it overrides what larger text needs; `set_least_width`
of labels and buttons does not. Tab follows the order in which widgets are added.

Text
    Label(text, role=TextRole.BODY, tone=Tone.TEXT, *, wrap=True, align)
        setText, set_tone, set_role, set_least_width, set_quiet_tail(length); text_fits
    heading(text) lead(text) section(text) body(text, tone, *, bold) hint(text, tone) -> Label
    ElidedLabel(text, role, tone, *, mode, align, least=0): setText, set_tone; is_elided
    Icon(name, tone="text2", size=16, *, line=None): set_icon(name, tone)

Pages and layout
    Page(accessible_name): add(widget, gap=16, *, stretch=0), clear(); scrolls, margins 32
    PageHead(title, lead="", extra=None, help_place=""): set_title(title, lead="", *, count="")
    HelpButton(place): asks the nearest parent that has show_help(place); help_place(window)
    Column(*widgets, gap=16): add(widget, gap=None), add_stretch()
    Indented(widget, marks, gaps): as far in as words behind icons or check boxes
    Line(*widgets, gap=8): add(widget, *, stretch=0), add_stretch()
    TwoColumns(left, right, right_width, *, right_least=None, left_wanted=0, left_least=0, gap=24)
    TileGrid(columns, gap=8, row_gap=None): add(widget); fewer columns when narrow
    Tagged(main, mark, *, marked=False, least=0, below=2, gap=8, even=False): side by side, or below where narrow
    Flow(*widgets, gap=8, row_gap=None, to_right=False): add(widget), clear(); wraps
    Card(*widgets, padding=24, gap=8, dashed=False): add(widget, gap=None),
        set_vertical_padding(pixels), add_footer(widget, *, sunken=False)
    CardFooter(*widgets, padding=24, vertical=12): padding, also for a free-form row of a ListCard
    ListCard(*rows): add_row(row, *, sunken=False), rows(), clear(); hide() a row to fold it away
    ManyRows(count, make): made(); rows of one height, made by make(index) as they come into view
    Separator()
    Replaced(): show_widget(widget) in place of the one before

Buttons (QPushButton: `clicked`; Space and Enter press them)
    PrimaryButton(text, *, icon="", trailing="", height=40)
    SecondaryButton(text, *, icon="", trailing="", height=32, min_width=0)
    LinkButton(text, *, icon="", small=False)        IconTextButton(text, icon)
        all: caption, set_caption(text), set_icon_name(icon, trailing=""), set_least_width(width)

Marks
    Status.MISSING CONFIRM PROBLEM PROVIDED NOT_NEEDED; Severity.MUST CONFIRM NOTE (value = words)
    StatusBadge(status, text="", *, min_width=88, large=False, flush=False): set_status(status, text="")
    status_icon(status) -> icon name and tone, for places that are no badge
    SeverityMark(severity, text="", *, filled=False)
    ClauseTag(text, *, carried=False)        MethodPill(text, *, min_width=64)
    Meter(accessible_name, value=0, maximum=100): setValue, setRange, set_bad(bool)

Choices (each has `value`; radio widgets belong in a ChoiceGroup, which owns their one tab stop)
    ChoiceTile(text, value="", *, compact=False)     RadioTile(text, hint="", value="")
    RadioLine(text, value="")                        radio: QRadioButton
    CheckTile(text, hint="", value="")               CheckLine(text, value="")  check: `toggled`
        RadioTile, CheckTile: set_hint(text)
    ChoiceGroup(buttons, parent): chosen(str); add(button), value(), set_value(value)
    SegmentedControl(accessible_name, [(value, text), ...], value=""):
        value_chosen(str); value(), set_value(value)
    PersonTabs(accessible_name="申请人"): person_chosen(str);
        set_people([PersonState(key, name, status, note="")], current)

Lists
    GroupHeader(title, summary="", *, folded=False, chevron_right=False): folded_changed(bool);
        folded, set_folded(bool), set_summary(text)
    GroupTitle(title, summary=""): set_summary(text); does not fold
    Row(title, hint="", *, picture=None, badge=None, action=None, strong=False,
        tall=False): files_dropped(list of paths); title_label, hint_label, badge, action,
        set_hint(text, *, bad=False), add_link(link), accept_files(bool, accepts=None)
    PickRow(title, detail, *, pickable=True): check
    QuietRow(text, link="", *, person=""): activated(); link, set_text(text)
    FindingRow(severity, title, detail="", link=""): activated(); link
    FileRow(name, note="", size="", *, icon="file")
    ImageRow(picture, name, hint, method)
    KeyValueCopyRow(key, value, *, preview=""): copy_requested(str);
        set_value(value, preview=""), set_copied(bool)
    NumberedLine(number, text, extra=None)
    RowBase(least_height, *, pad=16, gap=12, vertical=4): row (layout), add_words(*labels),
        add_action(button, width=80, *, at_end=False); base for further rows
    Thumbnail(QImage | Placeholder, *, size=(32, 40), name="", align): set_content(content)
    ThumbStrip(*contents, total=0): set_contents(*contents, total=0)
        Placeholder.ADD NOT_NEEDED LOCKED BROKEN FILE
    MatrixColumn(title, note="", stretch=1, strong=False, small=False, to_right=False)
    MatrixCell(text, quiet=False)
    MatrixGrid(accessible_name, columns): set_rows(rows of MatrixCell | widget | str)

Files
    DropZone(title, hint=""): files_dropped(list of paths); add_button(button),
        show_drag(None | True | False), accept_files(bool, accepts=None)
    FileDropMixin: put before QWidget in a class with `files_dropped = Signal(list)`, then
        accept_files(); drag_state for painting. local_paths(mime) -> list of paths
    DropOver(page, look): files_dropped(list of paths); look(paths) -> (welcome, words) while they are above

Forms
    TextField(accessible_name, text="", *, placeholder=""): QLineEdit; set_invalid(bool); entered(str) by the user only
    DateField(accessible_name, value=None): date_changed(date | None); value(), set_value(date |
        None), is_readable().  parse_date(text) -> date | None
    SelectField(accessible_name, [(value, text), ...], *, height=40): value_chosen(str); value(), set_value
    SearchField(accessible_name, placeholder, shortcut=""): QLineEdit
    ValueSlider(title, reach=100): value_changed(int), released(); value(), set_value, held
    FieldRow(label, field, *, hint="", optional=False): set_error(text), error(),
        set_label(text), field

Feedback
    Banner(kind, title, detail="", *, compact=False): BannerKind.OK WARN BAD;
        set_message(kind, title, detail=""), add_link(text) -> LinkButton, clear_links(),
        add_action(button)
    UndoBar(text=""): undo_requested(), dismissed(); show_message(text, *, can_undo=True)
    ProgressLine(text, *, cancel_text="取消"): cancelled(); start(text),
        set_progress(done, total, text=""), value(), cancel_button
    announce(widget, text, *, urgent=False)
    undo_keys(widget, undo, redo, context): Ctrl+Z, Ctrl+Shift+Z, Ctrl+Y

Window parts
    StepRail(): step_chosen(str), back_requested(), settings_requested(), help_requested();
        set_case(title, subtitle), set_steps([Step(key, text, state=StepState.TODO, note="",
        bad=False, enabled=True)]); StepState.DONE CURRENT TODO
    StartRail([(group title, [NavItem(key, text, icon, note="")])]): item_chosen(str),
        settings_requested(), help_requested(); set_note(key, note), set_current(key)
    FooterBar(): back_requested(), primary_requested(); set_back_visible, set_basis_visible,
        set_saved(text, *, failed=False), set_primary(text, *, icon="", trailing="arrow-right"),
        add_action(button), clear_actions(); back_button, primary_button; BASIS_NOTE
    FocusRing(app): the focus ring of the whole application
    Arranger: base for widgets that place their children by width (plan, least_width,
        wanted_width)

`tests/gallery.py` composes the six designed pages from these widgets.
"""

from jifen_desktop.ui.widgets.badges import (
    ClauseTag,
    MethodPill,
    Severity,
    SeverityMark,
    Status,
    StatusBadge,
    status_icon,
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
from jifen_desktop.ui.widgets.dropover import DropOver
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
from jifen_desktop.ui.widgets.heading import PageHead
from jifen_desktop.ui.widgets.helping import HelpButton, help_place
from jifen_desktop.ui.widgets.keys import undo_keys
from jifen_desktop.ui.widgets.labels import (
    ElidedLabel,
    Label,
    body,
    heading,
    hint,
    lead,
    section,
)
from jifen_desktop.ui.widgets.layout import Column, Indented, Line, Page, TwoColumns
from jifen_desktop.ui.widgets.many import ManyRows
from jifen_desktop.ui.widgets.matrix import MatrixCell, MatrixColumn, MatrixGrid
from jifen_desktop.ui.widgets.pickrows import PickRow
from jifen_desktop.ui.widgets.picture import Icon
from jifen_desktop.ui.widgets.rail import StartRail, StepRail
from jifen_desktop.ui.widgets.railbuttons import NavItem, Step, StepState
from jifen_desktop.ui.widgets.replaced import Replaced
from jifen_desktop.ui.widgets.rows import (
    FindingRow,
    GroupHeader,
    GroupTitle,
    QuietRow,
    Row,
    RowBase,
)
from jifen_desktop.ui.widgets.slider import ValueSlider
from jifen_desktop.ui.widgets.thumb import Placeholder, Thumbnail, ThumbStrip
from jifen_desktop.ui.widgets.tiles import CheckLine, CheckTile, ChoiceTile, RadioLine, RadioTile
from jifen_desktop.ui.widgets.wrapping import Flow, Tagged, TileGrid

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
    "DropOver",
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
    "HelpButton",
    "Icon",
    "IconTextButton",
    "ImageRow",
    "Indented",
    "KeyValueCopyRow",
    "Label",
    "Line",
    "LinkButton",
    "ListCard",
    "ManyRows",
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
    "PickRow",
    "Placeholder",
    "PrimaryButton",
    "ProgressLine",
    "QuietRow",
    "RadioLine",
    "RadioTile",
    "Replaced",
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
    "Tagged",
    "TextField",
    "ThumbStrip",
    "Thumbnail",
    "TileGrid",
    "TwoColumns",
    "UndoBar",
    "ValueSlider",
    "announce",
    "body",
    "heading",
    "help_place",
    "hint",
    "lead",
    "local_paths",
    "parse_date",
    "section",
    "status_icon",
    "undo_keys",
]
