"""Failures as a code with parameters; their Chinese wording lives in `jifen_desktop.messages`."""

from enum import StrEnum


class Code(StrEnum):
    """Every way an operation can fail, apart from findings about a submission."""

    # a picked file
    FILE_MISSING = "file_missing"
    FILE_UNREADABLE = "file_unreadable"
    FILE_EMPTY = "file_empty"
    FILE_TYPE = "file_type"
    FILE_DAMAGED = "file_damaged"
    FILE_PASSWORD = "file_password"
    FILE_NO_PAGES = "file_no_pages"
    FILE_TOO_MANY_PAGES = "file_too_many_pages"
    FILE_TOO_DEEP = "file_too_deep"
    FILE_TOO_LARGE = "file_too_large"
    FILE_TOO_HEAVY = "file_too_heavy"
    FILE_WRITING = "file_writing"
    FILE_CLOUD = "file_cloud"
    FILE_DEVICE = "file_device"
    FILE_TIMEOUT = "file_timeout"
    FILE_MEMORY = "file_memory"
    FILE_CRASHED = "file_crashed"
    # a picked ZIP, or a file in it
    ARCHIVE_DAMAGED = "archive_damaged"
    ARCHIVE_EMPTY = "archive_empty"
    ARCHIVE_PASSWORD = "archive_password"
    ARCHIVE_UNOPENED = "archive_unopened"
    ARCHIVE_ENTRY = "archive_entry"
    ARCHIVE_TOO_LARGE = "archive_too_large"
    TABLE_FORMAT = "table_format"
    TABLE_EMPTY = "table_empty"
    TABLE_NO_NAMES = "table_no_names"
    # a target
    TARGET_EXISTS = "target_exists"
    TARGET_NOT_FOLDER = "target_not_folder"
    TARGET_IN_LIBRARY = "target_in_library"
    TARGET_UNWRITABLE = "target_unwritable"
    TARGET_IN_USE = "target_in_use"
    TARGET_TOO_LONG = "target_too_long"
    DISK_FULL = "disk_full"
    WRITE_FAILED = "write_failed"
    VERIFY_FAILED = "verify_failed"
    WORKER_FAILED = "worker_failed"
    # a text file that the user wrote
    TOML_SYNTAX = "toml_syntax"
    TOML_UNKNOWN_KEY = "toml_unknown_key"
    TOML_MISSING_KEY = "toml_missing_key"
    TOML_WRONG_VALUE = "toml_wrong_value"
    UNKNOWN_ID = "unknown_id"
    # a scanner
    SCAN_OFFLINE = "scan_offline"
    SCAN_BUSY = "scan_busy"
    SCAN_FEEDER_EMPTY = "scan_feeder_empty"
    SCAN_JAM = "scan_jam"
    SCAN_COVER_OPEN = "scan_cover_open"
    SCAN_WARMING_UP = "scan_warming_up"
    SCAN_UNSUPPORTED = "scan_unsupported"
    SCAN_ACCESS = "scan_access"
    SCAN_CONNECTION_LOST = "scan_connection_lost"
    SCAN_PAGE_DAMAGED = "scan_page_damaged"
    SCAN_TIMEOUT = "scan_timeout"
    SCAN_DRIVER_MISSING = "scan_driver_missing"
    SCAN_DRIVER_CRASHED = "scan_driver_crashed"
    SCAN_CERTIFICATE = "scan_certificate"
    SCAN_NO_SCANNER = "scan_no_scanner"
    SCAN_FAILED = "scan_failed"
    SCAN_FOLDER = "scan_folder"
    # the library
    ENTRY_NEWER = "entry_newer"
    ENTRY_DAMAGED = "entry_damaged"
    LIBRARY_IN_USE = "library_in_use"
    LIBRARY_DAMAGED = "library_damaged"
    LIBRARY_NEWER = "library_newer"
    LIBRARY_MISSING = "library_missing"
    RECEIPT_MISSING = "receipt_missing"
    BUNDLE_FOREIGN = "bundle_foreign"
    BUNDLE_DAMAGED = "bundle_damaged"
    BUNDLE_NEWER = "bundle_newer"
    # the computer
    NO_DISPLAY = "no_display"
    LABEL_NO_ADDRESS = "label_no_address"
    LABEL_NO_SENDER_PHONE = "label_no_sender_phone"


# Failures outside the input: the command line ends with 1 for these and with 2 for every other.
ENVIRONMENT = frozenset(
    {
        Code.TARGET_UNWRITABLE,
        Code.TARGET_IN_USE,
        Code.TARGET_TOO_LONG,
        Code.DISK_FULL,
        Code.WRITE_FAILED,
        Code.VERIFY_FAILED,
        Code.WORKER_FAILED,
        Code.ENTRY_NEWER,
        Code.ENTRY_DAMAGED,
        Code.LIBRARY_IN_USE,
        Code.SCAN_OFFLINE,
        Code.SCAN_BUSY,
        Code.SCAN_FEEDER_EMPTY,
        Code.SCAN_JAM,
        Code.SCAN_COVER_OPEN,
        Code.SCAN_WARMING_UP,
        Code.SCAN_ACCESS,
        Code.SCAN_CONNECTION_LOST,
        Code.SCAN_PAGE_DAMAGED,
        Code.SCAN_TIMEOUT,
        Code.SCAN_DRIVER_MISSING,
        Code.SCAN_DRIVER_CRASHED,
        Code.SCAN_CERTIFICATE,
        Code.SCAN_FAILED,
    }
)


class JifenError(Exception):
    """A failure with a closed code and named parameters; never holds text read from a document.

    `params` are for the message's placeholders: file names, keys, sizes. Names that the user chose may stand in
    them, so they are shown to the user and kept out of logs.
    """

    def __init__(self, code: Code, **params: str | int) -> None:
        super().__init__(code, params)
        self.code = code
        self.params = params

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle by code and parameters, so that the worker's failures cross to the parent as they are."""
        return (_rebuild, (self.code, self.params))

    def __str__(self) -> str:
        return str(self.code)


def _rebuild(code: Code, params: dict[str, str | int]) -> JifenError:
    return JifenError(code, **params)


class Cancelled(Exception):
    """The user stopped the work; no failure, nothing left behind."""
