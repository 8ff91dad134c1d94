"""The left column: districts and businesses."""

from __future__ import annotations

from PySide6.QtCore import Signal

from jifen_desktop.domain.ids import District, Service
from jifen_desktop.rulebook.load import Rulebook
from jifen_desktop.ui import widgets as w
from jifen_desktop.ui.wizard.pages.pair.words import outcome_line, service_title

_NOTICED = 7  # the districts that have a section of their own, first in the closed set
ORDER = (
    Service.NEW,
    Service.RENEWAL,
    Service.EDUCATION,
    Service.ADD_DEPENDANT,
    Service.REGISTER_COMPANY,
    Service.RESET_PERSONAL,
    Service.RESET_COMPANY,
    Service.PRINT_NOTICE,
    Service.CHANGE_EMPLOYER,
    Service.CHANGE_PERSONAL,
    Service.CHANGE_COMPANY,
    Service.SUPPLEMENT,
)


class PairChoices(w.Column):
    """`pair_chosen(district, service)` follows the user's choice."""

    pair_chosen = Signal(str, str)

    def __init__(self, book: Rulebook) -> None:
        super().__init__(gap=8)
        self._book = book
        self._add_districts()
        self._add_services()

    def _add_districts(self) -> None:
        every = list(District)
        names = {d: self._book.districts[d].name for d in every}
        main = [w.ChoiceTile(names[d], d) for d in every[:_NOTICED]]
        rest = [
            w.ChoiceTile(names[d].removesuffix("区"), d, compact=True) for d in every[_NOTICED:]
        ]
        for tile, district in zip(rest, every[_NOTICED:], strict=True):
            tile.setAccessibleName(names[district])
        self.add(w.section("区"))
        for tiles, columns in ((main, 4), (rest, 5)):
            grid = w.TileGrid(columns)
            grid.setAccessibleName("区")
            for tile in tiles:
                grid.add(tile)
            if tiles is rest:
                self.add(w.hint(f"其余 {len(rest)} 区：通知只写电话咨询和预约"), 12)
            self.add(grid)
        self.districts = w.ChoiceGroup([*main, *rest], self)
        self.districts.chosen.connect(self._chosen)

    def _add_services(self) -> None:
        self.add(w.section("业务"), 12)
        grid = w.TileGrid(2, row_gap=0)
        grid.setAccessibleName("业务")
        self.tiles = {service: w.RadioTile(service, value=service) for service in ORDER}
        for tile in self.tiles.values():
            grid.add(tile)
        self.services = w.ChoiceGroup(self.tiles.values(), self)
        self.services.chosen.connect(self._chosen)
        self.add(grid)

    def show_pair(self, district: District, service: Service) -> None:
        """Show what is chosen, and where each business leads in that district."""
        rules = self._book.districts[district]
        for key, tile in self.tiles.items():
            tile.set_caption(service_title(self._book, rules, key))
            tile.set_hint(outcome_line(self._book, rules, key))
        if self.districts.value() != district:
            self.districts.set_value(district)
        if self.services.value() != service:
            self.services.set_value(service)

    def _chosen(self, _value: str) -> None:
        self.pair_chosen.emit(self.districts.value(), self.services.value())
