"""Follows the steps of a chapter on the screen, one after the other, as a person with a screen reader would."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from string import ascii_uppercase

from tests.frozen.bus import Bus, Ref, Seen, State
from tests.frozen.screen import BUTTONS, CHOICES, FIELDS, Missing, Screen
from tests.frozen.stage import Stage
from tests.manual.grammar import Act, Step, read_walk

# Qt's own dialog for files, which stands in where the system has none.
_FILE_NAME = "文件"
_OPEN = "打开"
_SAVE = "保存"
_HELD = {"Ctrl": "ctrl", "Shift": "shift", "Alt": "alt"}
_KEYS = {
    "Enter": "Return",
    "Esc": "Escape",
    "Del": "Delete",
    **{c: c.lower() for c in ascii_uppercase},
}


class StepFailed(AssertionError):
    """A step that can't be done as it is written."""


class Follower:
    """Acts on a program that was started on the stage. Wherever a step leads, every control has to have a name.

    `folders` holds the files of each folder that a step names, made when they are asked for; `saved` says where a file
    that a step saves goes.
    """

    def __init__(
        self,
        stage: Stage,
        bus: Bus,
        program: Ref,
        folders: Mapping[str, Callable[[], list[Path]]],
        saved: Callable[[str], Path],
    ) -> None:
        self._stage = stage
        self._bus = bus
        self._screen = Screen(bus, program)
        self._folders = folders
        self._saved = saved

    def follow(self, chapter: Path, pictures: Path) -> int:
        """Do every step; a failure names the step and leaves a picture of the screen. Returns how many were done."""
        done = 0
        for step in read_walk(chapter):
            if not isinstance(step, Step):
                continue
            try:
                getattr(self, f"_{step.act.kind}")(step.act)
                self._look_for_names()
            except Exception as error:
                picture = pictures / f"{chapter.stem}-{step.line}.png"
                self._stage.picture().save(picture)
                read = "\n  ".join(self._screen.read())
                raise StepFailed(
                    f"{step}\n{error}\nscreen: {picture}\n  {read}\n{self._stage.said()}"
                ) from error
            done += 1
        return done

    # --- acts -----------------------------------------------------------------------------------

    def _press(self, act: Act) -> None:
        self._push(self._screen.control(act.name, BUTTONS))
        self._screen.rest()

    def _choose(self, act: Act) -> None:
        self._set(act.name, chosen=True)

    def _leave(self, act: Act) -> None:
        self._set(act.name, chosen=False)

    def _set(self, name: str, *, chosen: bool) -> None:
        control = self._screen.control(name, CHOICES)
        if _is_chosen(control) is not chosen:
            self._push(control)
            self._screen.rest()
        if _is_chosen(self._screen.control(name, CHOICES)) is not chosen:
            raise Missing(f"{name} does not change")

    def _fill(self, act: Act) -> None:
        field = self._screen.control(act.name, FIELDS)
        self._bus.focus(field)
        self._bus.put(field, act.value)
        self._screen.rest()

    def _keys(self, act: Act) -> None:
        # there is no window manager, which would have given the newest window the keyboard
        self._xdotool("search", "--onlyvisible", "--name", ".", "windowfocus", "--sync", "%@")
        *held, key = act.name.split("+")
        self._xdotool("key", "+".join([*(_HELD[each] for each in held), _KEYS.get(key, key)]))
        self._screen.rest()

    def _give(self, act: Act) -> None:
        if act.value not in self._folders:
            raise Missing(f"no folder {act.value}")
        files = " ".join(f'"{path}"' for path in self._folders[act.value]())
        self._push(self._screen.control(act.name, BUTTONS))
        self._answer(files, _OPEN)

    def _save(self, act: Act) -> None:
        path = self._saved(act.value)
        self._push(self._screen.control(act.name, BUTTONS))
        self._answer(str(path), _SAVE)
        self._screen.until(path.exists, f"the file {path.name}")

    def _wait(self, act: Act) -> None:
        self._screen.until(lambda: self._screen.says(act.name), f"“{act.name}”")

    def _see(self, act: Act) -> None:
        self._screen.until(lambda: self._screen.says(act.name), f"“{act.name}”", limit=10)

    def _look_for_names(self) -> None:
        nameless = self._screen.nameless()
        if nameless:
            raise Missing(f"then shown without a name: {', '.join(nameless)}")

    # --- hands ----------------------------------------------------------------------------------

    def _answer(self, name: str, button: str) -> None:
        """Type into the dialog for files and close it."""
        self._bus.put(self._screen.control(_FILE_NAME, FIELDS), name)
        self._push(self._screen.control(button, BUTTONS))
        self._screen.rest()

    def _push(self, control: Seen) -> None:
        """By its own action; with the mouse where it has none."""
        able = self._bus.actions(control)
        for action in ("Press", "Toggle", "ShowMenu"):
            if action in able:
                self._bus.act(control, action)
                return
        left, top, width, height = self._bus.place(control)
        self._xdotool("mousemove", str(left + width // 2), str(top + height // 2), "click", "1")

    def _xdotool(self, *words: str) -> None:
        subprocess.run(["xdotool", *words], env=self._stage.environment, check=True, timeout=20)


def _is_chosen(control: Seen) -> bool:
    return control.has(State.CHECKED) or control.has(State.SELECTED)
