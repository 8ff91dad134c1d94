"""Arguments: every mistake is one Chinese line on stderr, status 2, and the object where JSON was asked for."""

from __future__ import annotations

import re

import pytest

from tests.support.commands import Cli

PAIR = ("--district", "xuhui", "--service", "new")
WRONG = {
    "no such command": (["bogus"], "bogus"),
    "nothing to plan": (["plan"], "--district、--service"),
    "district": (["plan", "--district", "pudongxinqu", "--service", "new"], "pudongxinqu"),
    "service": (["plan", "--district", "xuhui", "--service", "newest"], "newest"),
    "no value": (["plan", "--district"], "--district"),
    "level": (["plan", *PAIR, "--education", "phd"], "phd"),
    "mark": (["plan", *PAIR, "--education", "bachelor:remote"], "bachelor:remote"),
    "empty mark": (["plan", *PAIR, "--education", "bachelor:"], "bachelor:"),
    "day": (["plan", *PAIR, "--as-of", "2026-02-30"], "2026-02-30"),
    "day's form": (["plan", *PAIR, "--as-of", "20261123"], "20261123"),
    "day out of reach": (["plan", *PAIR, "--as-of", "9999-12-31"], "9999-12-31"),
    "unknown option": (["plan", *PAIR, "--bogus"], "--bogus"),
    "shortened option": (["plan", "--dist", "xuhui", "--service", "new"], "--district"),
    "value of a switch": (["plan", *PAIR, "--json=yes"], "--json"),
    "no file": (["check"], "SUBMISSION.toml"),
    "one file too many": (["check", "a.toml", "b.toml"], "b.toml"),
    "no folder": (["export", "a.toml"], "--out"),
    "sample's district": (["sample", "x", "--district", "suzhou"], "suzhou"),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_argument_is_one_chinese_line(cli: Cli, case: str) -> None:
    arguments, named = WRONG[case]
    ran = cli(*arguments)
    assert ran.status == 2
    assert ran.out == ""
    (line,) = ran.reasons
    assert named in line
    assert "usage" not in line
    assert "error" not in line
    assert re.search(r"[\u4e00-\u9fff]{2}", line)
    assert " --help " in line


@pytest.mark.parametrize("case", ["no such command", "district", "no folder", "unknown option"])
def test_the_object_comes_with_a_wrong_argument_too(cli: Cli, case: str) -> None:
    ran = cli(*WRONG[case][0], "--json")
    assert ran.status == 2
    assert ran.json["written"] == []
    (found,) = ran.json["findings"]
    assert found["severity"] == "block"
    assert ran.reasons == [found["message"]]


def test_the_level_names_what_is_allowed(cli: Cli) -> None:
    (line,) = cli("plan", *PAIR, "--education", "phd").reasons
    for level in ("secondary", "associate", "bachelor", "master", "doctor"):
        assert level in line


@pytest.mark.parametrize("before", [True, False])
def test_common_options_stand_before_or_after_the_command(cli: Cli, before: bool) -> None:
    common = ["--as-of", "2021-01-31", "--library", "elsewhere", "--json"]
    pair = ["--district", "jingan", "--service", "new"]
    ran = cli(*common, "plan", *pair) if before else cli("plan", *pair, *common)
    assert ran.status == 0
    # two months after 31 January is the last day of March
    assert ran.json["permit_valid_until_at_least"] == "2021-03-31"


@pytest.mark.parametrize("command", ["", "plan", "check", "export", "sample"])
def test_help_is_chinese_and_done(cli: Cli, command: str) -> None:
    ran = cli(*[a for a in (command, "--help") if a])
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.startswith("用法：jifen-desktop")
    for word in ("usage", "options", "positional", "show this"):
        assert word not in ran.out
    assert "--library" in ran.out
    assert "--as-of" in ran.out


def test_version(cli: Cli) -> None:
    ran = cli("--version")
    assert ran.status == 0
    assert re.fullmatch(r"jifen-desktop \d+\.\d+\.\d+\S*\n", ran.out)


def test_without_a_display_one_line_names_the_commands(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    ran = cli()
    assert ran.status == 3
    assert ran.out == ""
    (line,) = ran.reasons
    for command in ("plan", "check", "export", "sample"):
        assert command in line
