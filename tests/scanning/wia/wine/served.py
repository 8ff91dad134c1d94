"""The double of WIA's objects behind real COM, under WIA's own names: Wine has none of its own. Runs on Windows."""

# mypy: ignore-errors

import sys

import pythoncom
from win32com.server.exception import COMException
from win32com.server.policy import DynamicPolicy
from win32com.server.register import RegisterServer
from win32com.server.util import wrap

from tests.scanning.wia.double import BMP, ComError, Dialog, ImageFile, Info, Manager, device, item

_PUT = pythoncom.DISPATCH_PROPERTYPUT | pythoncom.DISPATCH_PROPERTYPUTREF
_MEMBER_NOT_FOUND = -2147352573
_CLASSES = {
    "WIA.DeviceManager": ("{6C7B1F5C-6D0A-4E51-9C9B-0D6E1A1B0001}", "ServedManager"),
    "WIA.CommonDialog": ("{6C7B1F5C-6D0A-4E51-9C9B-0D6E1A1B0002}", "ServedDialog"),
}


class Served:
    """One object of the double."""

    def __init__(self, of):
        self.of = of

    def _dynamic_(self, name, _lcid, flags, args):
        try:
            if flags & _PUT:
                return setattr(self.of, name, *args)
            found = getattr(self.of, name)
            found = found(*args) if callable(found) else found
        except ComError as error:
            raise COMException(scode=error.details[4]) from None
        plain = found is None or isinstance(found, int | float | str)
        return found if plain else wrap(Served(found), usePolicy=Policy)


class Policy(DynamicPolicy):
    """Tells methods from properties, as WIA does: Item is a property with an argument."""

    def _invoke_(self, dispid, lcid, flags, args):
        name = self._dyn_dispid_to_name_[dispid]
        is_method = name != "Item" and callable(getattr(self._obj_.of, name, None))
        if not flags & _PUT and not flags & (
            pythoncom.DISPATCH_METHOD if is_method else pythoncom.DISPATCH_PROPERTYGET
        ):
            return _MEMBER_NOT_FOUND, -1, None
        return super()._invoke_(dispid, lcid, flags, args)


class ServedManager(Served):
    """Two pages in the feeder, of which the second comes as a bitmap, then a jam."""

    def __init__(self):
        feeder = item("Feeder", ImageFile(), ImageFile(BMP), 0x80210002)
        both = device(item("Flatbed", ImageFile()), feeder)
        super().__init__(Manager([Info("{6BDD1FC6}\\0001", "样本扫描仪", both)]))


class ServedDialog(Served):
    """Gives a page."""

    def __init__(self):
        super().__init__(Dialog(ImageFile(BMP)))


def register():
    """Give WIA's names to the double, in this Wine."""
    for name, (number, of) in _CLASSES.items():
        RegisterServer(
            number,
            f"{__spec__.name}.{of}",
            name,
            name,
            name,
            policy=f"{__spec__.name}.Policy",
            clsctx=pythoncom.CLSCTX_INPROC_SERVER,
        )


if __name__ == "__main__":
    register()
    sys.exit(0)
