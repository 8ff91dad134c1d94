"""From a rule's row to the source that people read: lines with the names of their places."""

from dataclasses import dataclass

from jifen_desktop.domain.ids import District
from jifen_desktop.domain.source import Source
from jifen_desktop.rulebook.load import Rulebook
from jifen_desktop.rulebook.schema import DistrictFile, SourceRow


@dataclass(frozen=True)
class Sources:
    """Makes sources for one district; a carried row's lines are looked up in the district it came from."""

    book: Rulebook
    district: District | None = None

    def make(self, row: SourceRow) -> Source:
        """The source with its places, each named once, in the order of the lines."""
        owner = row.origin or self.district
        places = [self.place_of(owner, line) for line in row.lines]
        named = tuple(dict.fromkeys(p for p in places if p))
        return Source(row.basis, row.lines, named, row.origin, own_reading=row.checked == "reading")

    def place_of(self, district: District | None, line: int) -> str:
        """闵行区·温馨提示1 for line 25; an empty text where nobody named the line."""
        found = self.book.districts.get(district) if district else None
        return named_place(self.book, found, line)


def named_place(book: Rulebook, district: DistrictFile | None, line: int) -> str:
    """The named place of a line of the notice, 导语 and 其他区 included."""
    for place in book.services.places:
        if place.first <= line <= place.last:
            return place.name
    for place in district.places if district else ():
        if district and place.first <= line <= place.last:
            return f"{district.name}·{place.name}"
    return ""
