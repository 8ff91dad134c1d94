"""What `scanimage --all-options` lists, what that makes a device able to, and the arguments of one scan.

Only the mechanism is standard in SANE: each vendor names sources and modes its own way, and says both sides by a
source, by `--duplex` or by `--adf-mode`. Names are told by their words, and handed back letter for letter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from jifen_desktop.scanning.port import A4, Mode, Request, Source, SourceCaps

_OPTION: Final = re.compile(r"^ {4}(?:--(?P<long>[a-z0-9-]+)|-(?P<short>[a-z]))(?P<rest>.*)$")
_TAG: Final = re.compile(r" \[(inactive|advanced|read-only|hardware|emulated)\]$")
_UNIT: Final = re.compile(r"(?<=\d)(dpi|mm|pel|us|bit|%)$")
_RANGE: Final = re.compile(r"^(-?\d+(?:\.\d+)?)\.\.(-?\d+(?:\.\d+)?)$")
_STEPS: Final = re.compile(r" \(in steps of (\d+(?:\.\d+)?)\)$")

# Words of the sources of canon_dr, epson2, epsonds, fujitsu, hpaio, brother4, genesys, pixma, airscan and others.
_NO_PAPER: Final = re.compile(r"transp|slide|film|negative|\btpu\b|\bxpa\b|card|\bback\b|\brear\b")
_BOTH: Final = re.compile(r"duplex|both|(?:two|2|double)[ -]?sided")
_FED: Final = re.compile(r"adf|feed|front|simplex|sheet")
_FLAT: Final = re.compile(r"flat|\bfb\b|platen|table|glass|normal")

_COLOUR: Final = re.compile(r"colou?r|rgb|24[ -]?bit")
_GREY: Final = re.compile(r"gr[ae]y|8[ -]?bit")
_TWO: Final = re.compile(r"lineart|line art|binary|black|mono|b&w|1[ -]?bit")
_RATHER_NOT: Final = re.compile(r"fast|halftone|diffusion|dither")


@dataclass(frozen=True)
class Option:
    """One option: its choices, or its range; `value` is what it has now. Units: mm, dpi, pel and so on."""

    choices: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None
    step: float = 0.0
    unit: str = ""
    value: str = ""
    active: bool = True


Options = Mapping[str, Option]


def listed(text: str) -> Options:
    """The options by name (`x` for `-x`), as `scanimage --all-options` prints them; what it can't read is left out."""
    found = {}
    for line in text.splitlines():
        if hit := _OPTION.match(line):
            found[hit["long"] or hit["short"]] = _option(hit["rest"])
    return found


def _option(rest: str) -> Option:
    tags = set()
    while tag := _TAG.search(rest):
        tags.add(tag[1])
        rest = rest[: tag.start()]
    rest, bracket, value = rest.rpartition(" [")
    if not bracket:
        rest, value = value, "]"
    active = not tags & {"inactive", "read-only", "hardware"}
    if rest.startswith("[=("):  # a switch: --duplex[=(yes|no)]
        return Option(tuple(rest[3:].rstrip(")]").split("|")), value=value[:-1], active=active)
    step = _STEPS.search(rest)
    body = rest[: step.start()].strip() if step else rest.strip()
    unit = _UNIT.search(body)
    body = body[: unit.start()] if unit else body
    span = _RANGE.match(body)
    if span is None:
        choices = tuple(one for one in body.split("|") if one and one != "auto")
        return Option(choices, unit=unit[1] if unit else "", value=value[:-1], active=active)
    return Option(
        low=float(span[1]),
        high=float(span[2]),
        step=float(step[1]) if step else 0.0,
        unit=unit[1] if unit else "",
        value=value[:-1],
        active=active,
    )


def sources(options: Options) -> dict[Source, tuple[str, ...]]:
    """The sources for paper, each with the arguments that choose it. A device without a choice is a flatbed."""
    option = options.get("source")
    found: dict[Source, tuple[str, ...]] = {}
    for name in option.choices if option and option.active else ():
        kind = source_of(name)
        if kind is not None:
            found.setdefault(kind, (f"--source={name}",))
    if not found:
        return {Source.FLATBED: ()}
    if Source.FEEDER in found and Source.DUPLEX not in found:
        fronts, both = _sides(options)
        if both:
            found[Source.DUPLEX] = found[Source.FEEDER] + both
            found[Source.FEEDER] += fronts
    return found


def source_of(name: str) -> Source | None:
    """Which source a vendor's name means; None for slides, cards, backs alone and what can't be told."""
    low = name.lower()
    if _NO_PAPER.search(low):
        return None
    for pattern, kind in (
        (_BOTH, Source.DUPLEX),
        (_FED, Source.FEEDER),
        (_FLAT, Source.FLATBED),
    ):
        if pattern.search(low):
            return kind
    return None


def _sides(options: Options) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The arguments for fronts alone and for both sides, where these are an option of their own."""
    if "duplex" in options and "yes" in options["duplex"].choices:
        return ("--duplex=no",), ("--duplex=yes",)
    modes = options["adf-mode"].choices if "adf-mode" in options else ()
    both = next((one for one in modes if _BOTH.search(one.lower())), None)
    front = next((one for one in modes if not _BOTH.search(one.lower())), None)
    if both is None or front is None:
        return (), ()
    return (f"--adf-mode={front}",), (f"--adf-mode={both}",)


def source_caps(options: Options) -> SourceCaps:
    """What the source can that was chosen when the options were listed."""
    dots = _dots(options)[1]
    return SourceCaps(tuple(_modes(options)), _resolutions(dots), _largest(options))


def _modes(options: Options) -> dict[Mode, tuple[str, ...]]:
    """The modes, each with the arguments that choose it; colour for a device without a choice."""
    option = options.get("mode")
    if option is None or not option.active or not option.choices:
        return {Mode.COLOR: ()}
    found: dict[Mode, tuple[str, ...]] = {}
    # plain names first: Brother's "Gray[Error Diffusion]" and "24bit Color[Fast]" are second best
    for name in sorted(option.choices, key=lambda one: bool(_RATHER_NOT.search(one.lower()))):
        kind = mode_of(name)
        if kind is not None:
            found.setdefault(kind, (f"--mode={name}",))
    depth = options.get("depth")
    if depth is not None and depth.choices:
        deep = ("--depth=8",) if "8" in depth.choices and depth.active else ()
        if Mode.GRAY in found and Mode.BLACK_WHITE not in found and "1" in depth.choices:
            found[Mode.BLACK_WHITE] = (*found[Mode.GRAY], "--depth=1")
        for kind in (Mode.COLOR, Mode.GRAY):
            if kind in found:
                found[kind] += deep
    return {kind: found[kind] for kind in Mode if kind in found}


def mode_of(name: str) -> Mode | None:
    """Which mode a vendor's name means; None where it can't be told."""
    low = name.lower()
    if _GREY.search(low):
        return Mode.GRAY
    if _TWO.search(low):
        return Mode.BLACK_WHITE
    return Mode.COLOR if _COLOUR.search(low) else None


def _dots(options: Options) -> tuple[str, Option]:
    for name in ("resolution", "scan-resolution", "x-resolution"):
        if name in options and options[name].active:
            return name, options[name]
    return "", Option()


def _resolutions(option: Option) -> tuple[int, ...] | range:
    if option.low is not None and option.high is not None:
        return range(max(1, round(option.low)), round(option.high) + 1, max(1, round(option.step)))
    numbers = [one for one in option.choices if re.fullmatch(r"\d+(\.\d+)?", one)]
    # a device that has no choice scans at what it has
    return tuple(round(float(one)) for one in numbers) or (300,)


def _largest(options: Options) -> tuple[float, float]:
    width, height = (_millimetres(options.get(name)) for name in ("x", "y"))
    return (width or A4[0], height or A4[1])


def _millimetres(option: Option | None) -> float | None:
    return option.high if option and option.active and option.unit == "mm" else None


def arguments(options: Options, request: Request) -> Iterator[str]:
    """The arguments that set one scan; source first, since it decides what the others may be."""
    yield from sources(options).get(request.source, ())
    yield from _modes(options).get(request.mode, ())
    name = _dots(options)[0]
    if name:
        yield f"--{name}={request.dpi}"
    if name == "x-resolution" and "y-resolution" in options:
        yield f"--y-resolution={request.dpi}"
    if request.source != Source.FLATBED and "batch-scan" in options:
        yield "--batch-scan=yes"  # hpaio feeds sheet after sheet only then
    for side, length in (("width", request.size[0]), ("height", request.size[1])):
        # fujitsu and canon_dr centre the area on the paper that they are told of
        if _millimetres(options.get(f"page-{side}")):
            yield f"--page-{side}={length:g}"
    for letter, length in zip("ltxy", (0.0, 0.0, *request.size), strict=True):
        if _millimetres(options.get(letter)) is not None:
            yield from (f"-{letter}", f"{length:g}")
