"""What the numbers of ImageCaptureCore's errors mean; the comments are Apple's names, and a test compares them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from jifen_desktop.domain.errors import Cancelled, Code, JifenError

CANCELLED: Final = -9924  # ICReturnScanOperationCanceled

_CODES: Final[Mapping[int, Code]] = {
    -9900: Code.SCAN_CONNECTION_LOST,  # ICLegacyReturnCodeCommunicationErr
    -9901: Code.SCAN_OFFLINE,  # ICLegacyReturnCodeDeviceNotFoundErr
    -9914: Code.SCAN_BUSY,  # ICLegacyReturnCodeDeviceAlreadyOpenErr
    -9922: Code.SCAN_UNSUPPORTED,  # ICReturnInvalidParam
    -9923: Code.SCAN_TIMEOUT,  # ICReturnCommunicationTimedOut
    -9925: Code.SCAN_BUSY,  # ICReturnScannerInUseByLocalUser
    -9926: Code.SCAN_BUSY,  # ICReturnScannerInUseByRemoteUser
    -9927: Code.SCAN_OFFLINE,  # ICReturnDeviceFailedToOpenSession
    -9929: Code.SCAN_UNSUPPORTED,  # ICReturnScannerFailedToSelectFunctionalUnit
    -9931: Code.SCAN_FAILED,  # ICReturnScannerFailedToCompleteScan
    -9943: Code.SCAN_ACCESS,  # ICReturnDeviceIsPasscodeLocked
    -9945: Code.SCAN_DRIVER_MISSING,  # ICReturnDeviceSoftwareNotInstalled
    -9950: Code.SCAN_DRIVER_MISSING,  # ICReturnDeviceSoftwareNotAvailable
    -9953: Code.SCAN_ACCESS,  # ICReturnDeviceNeedsCredentials
    -9954: Code.SCAN_BUSY,  # ICReturnDeviceIsBusyEnumerating
    -21300: Code.SCAN_CONNECTION_LOST,  # ICReturnErrorDeviceEjected
    -21343: Code.SCAN_ACCESS,  # ICReturnConnectionNotAuthorizedToOpenDevice
    -21344: Code.SCAN_OFFLINE,  # ICReturnConnectionFailedToOpenDevice
    -21345: Code.SCAN_OFFLINE,  # ICReturnConnectionFailedToOpen
    -21347: Code.SCAN_BUSY,  # ICReturnConnectionSessionAlreadyOpen
    -21348: Code.SCAN_CONNECTION_LOST,  # ICReturnConnectionEjectedSuddenly
    -21349: Code.SCAN_CONNECTION_LOST,  # ICReturnConnectionClosedSessionSuddenly
    -21350: Code.SCAN_DRIVER_CRASHED,  # ICReturnConnectionDriverExited
}


def failure(number: int, name: str) -> JifenError | Cancelled:
    """It as ours, bearing the scanner's name; Cancelled where somebody stopped it at the scanner."""
    if number == CANCELLED:
        return Cancelled()
    return JifenError(_CODES.get(number, Code.SCAN_FAILED), name=name)
