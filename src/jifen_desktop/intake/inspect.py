"""Read a picked file once: content hash, format, pages, and what is wrong with it. Runs in a
worker.
"""

from pathlib import Path

from jifen_desktop.domain.errors import Code, JifenError
from jifen_desktop.domain.ids import Method
from jifen_desktop.domain.pages import FileFacts, Media, PageFacts
from jifen_desktop.intake.source import Source, decoding, fingerprint, read_source


def inspect_file(path: Path) -> FileFacts:
    """The facts about a file; a failure is their `problem`, never an exception.

    FILE_MISSING, FILE_UNREADABLE, FILE_DEVICE, FILE_CLOUD, FILE_WRITING, FILE_EMPTY, FILE_TYPE, ARCHIVE_UNOPENED,
    FILE_TOO_HEAVY, FILE_TOO_LARGE, FILE_PASSWORD, FILE_NO_PAGES, FILE_TOO_MANY_PAGES, FILE_MEMORY, FILE_DAMAGED.
    The hash is given wherever the file can be read.
    """
    try:
        source = read_source(path)
        size = len(source.data)
    except JifenError as error:
        return refused(*fingerprint(path), None, error)
    try:
        pages, note = _pages(source)
        told, removable = _location(source)
    except JifenError as error:
        return refused(source.sha256, size, source.media, error)
    except MemoryError:
        return FileFacts(source.sha256, size, source.media, problem=Code.FILE_MEMORY)
    return FileFacts(
        source.sha256,
        size,
        source.media,
        pages,
        note=note,
        picture=_picture(source.data, pages),
        has_location=told,
        location_removable=removable,
    )


def _location(source: Source) -> tuple[bool, bool]:
    """Whether the file tells where it was taken, and whether that can be taken out of it."""
    from jifen_desktop.imaging.gps import LocationError
    from jifen_desktop.imaging.location import tells_location, without_location

    with decoding():
        if not tells_location(source.data, source.media):
            return False, False
        try:
            without_location(source.data, source.media)
        except LocationError:
            return True, False
        return True, True


def _picture(data: bytes, pages: tuple[PageFacts, ...]) -> tuple[int, int]:
    """Where the picture of a JPEG that goes out as it is lies, so that the export needn't search for it."""
    if [page.method for page in pages] != [Method.COPIED]:
        return 0, 0
    from jifen_desktop.imaging.jpeg import picture_span

    return picture_span(data)


def refused(sha256: str, size: int, media: Media | None, error: JifenError) -> FileFacts:
    """The facts about a file that can't be used, with the numbers the failure names."""
    measured = tuple(int(error.params.get(key, 0)) for key in ("size", "limit"))
    return FileFacts(sha256, size, media, problem=error.code, measured=(measured[0], measured[1]))


def _pages(source: Source) -> tuple[tuple[PageFacts, ...], str]:
    if source.media == Media.PDF:
        from jifen_desktop.intake.pdf import inspect_pdf

        return inspect_pdf(source.data)
    from jifen_desktop.intake.images import inspect_image

    return inspect_image(source.data, source.media)


def load_libraries() -> None:
    """Import what the first file would otherwise wait for, 0.6 to 1.5 s."""
    import jifen_desktop.intake.images
    import jifen_desktop.intake.pdf  # noqa: F401 - only to have them loaded
