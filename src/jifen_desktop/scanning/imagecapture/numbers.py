"""Numbers of ImageCaptureCore under names of ours; the comments are Apple's, and a test compares them."""

from typing import Final

SCANNERS: Final = 2  # ICDeviceTypeMaskScanner
LOCAL: Final = 256  # ICDeviceLocationTypeMaskLocal
REMOTE: Final = 65024  # ICDeviceLocationTypeMaskRemote

FLATBED: Final = 0  # ICScannerFunctionalUnitTypeFlatbed
FEEDER: Final = 3  # ICScannerFunctionalUnitTypeDocumentFeeder

INCHES: Final = 0  # ICScannerMeasurementUnitInches
TO_FILES: Final = 0  # ICScannerTransferModeFileBased
A4_PAPER: Final = 1  # ICScannerDocumentTypeA4

PIXELS_BW: Final = 0  # ICScannerPixelDataTypeBW
PIXELS_GRAY: Final = 1  # ICScannerPixelDataTypeGray
PIXELS_RGB: Final = 2  # ICScannerPixelDataTypeRGB
BITS_1: Final = 1  # ICScannerBitDepth1Bit
BITS_8: Final = 8  # ICScannerBitDepth8Bits
