"""Where a parcel to a centre goes."""

from jifen_desktop.domain.submission import Centre
from jifen_desktop.rulebook.schema import DistrictFile


def postal_of(rules: DistrictFile, centre: Centre) -> tuple[str, str]:
    """Address and addressee: what the user entered, else the notice's; an empty address where neither gives one."""
    known = rules.address
    address = centre.address or (known.text if known else "")
    return address, centre.addressee or (known.addressee if known else rules.centre)
