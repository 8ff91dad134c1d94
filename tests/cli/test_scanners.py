"""The commands about scanners, with SANE's test device."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PIL import Image

from jifen_desktop.cli.stopping import Work
from jifen_desktop.scanning.escl.backend import Escl
from tests.scanning.escl_server import EsclServer
from tests.scanning.papers import Drawn
from tests.scanning.sane_device import a_page, pretend, set_up
from tests.support.commands import Cli

pytestmark = pytest.mark.external("scanimage")


@pytest.fixture(autouse=True)
def device(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The test device alone, and nobody on the network is asked; the folder of its settings."""
    set_up(tmp_path / "sane", monkeypatch)
    monkeypatch.setattr(Escl, "available", lambda _self: False)
    return tmp_path / "sane"


def test_scanners_are_listed(cli: Cli) -> None:
    ran = cli("scanners")
    assert (ran.status, ran.reasons) == (0, [])
    assert ran.out.splitlines() == [
        "sane:test:0  frontend-tester",
        "sane:test:1  frontend-tester",
    ]
    ran = cli("scanners", "--json")
    assert [one["device"] for one in ran.json["scanners"]] == ["sane:test:0", "sane:test:1"]
    assert ran.json["problems"] == []


def test_no_scanner_is_told_and_no_failure(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    ran = cli("scanners")
    assert ran.status == 0
    assert ran.out.startswith("没有找到扫描仪")
    assert cli("scanners", "--json").json == {"scanners": [], "problems": []}


def test_a_feeder_is_scanned_into_a_new_folder_and_on(cli: Cli, tmp_path: Path) -> None:
    out = tmp_path / "新" / "扫描件"
    how = ("--source", "feeder", "--dpi", "30", "--mode", "gray")
    ran = cli("scan", "--device", "sane:test:0", "--out", out, *how, "--pages", "3")
    assert (ran.status, ran.reasons) == (0, [])
    assert ran.out.splitlines() == [str(out / f"扫描-00{n}.jpg") for n in (1, 2, 3)]
    ran = cli("scan", "--device", "sane:test:0", "--out", out, *how, "--json")
    assert ran.status == 0
    written = ran.json["written"]
    assert [Path(one["path"]).name for one in written] == [
        f"扫描-{n:03d}.jpg" for n in range(4, 14)
    ]
    for one in written:
        with Image.open(one["path"]) as image:
            image.load()
            assert image.size == (one["width"], one["height"])
        assert (one["dpi"], one["bytes"]) == (30, os.stat(one["path"]).st_size)  # noqa: PTH116


def test_what_the_device_cannot_is_told(
    cli: Cli, device: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_up(device, monkeypatch, resolution_max="60")
    ran = cli(
        "scan",
        "--device",
        "sane:test:0",
        "--out",
        tmp_path,
        "--source",
        "duplex",
        *("--dpi", "9999"),
        *("--pages", "1"),
        "--json",
    )
    assert ran.status == 0
    changes = ["没有进纸器（双面），改用进纸器（单面）", "不能用 9999 dpi，改为 60 dpi"]
    assert ran.json["changes"] == ran.reasons == changes


@pytest.mark.parametrize(
    ("status", "said"), [("JAMMED", "卡纸了"), ("NO_DOCS", "没有纸"), ("COVER_OPEN", "盖子")]
)
def test_a_failure_is_one_line_and_leaves_no_file(
    cli: Cli,
    device: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    status: str,
    said: str,
) -> None:
    set_up(device, monkeypatch, read_status_code=f'"SANE_STATUS_{status}"')
    out = tmp_path / "out"
    ran = cli("scan", "--device", "sane:test:0", "--out", out, "--dpi", "30", "--json")
    assert ran.status == 1
    (line,) = ran.reasons
    assert said in line
    assert line.endswith("没有留下文件")
    assert ran.json["written"] == []
    assert ran.json["problem"]["code"].startswith("scan_")
    assert list(out.iterdir()) == []


def test_an_unknown_device_writes_nothing(cli: Cli, tmp_path: Path) -> None:
    out = tmp_path / "out"
    ran = cli("scan", "--device", "sane:test:9", "--out", out)
    assert (ran.status, len(ran.reasons)) == (1, 1)
    ran = cli("scan", "--device", "没有这台", "--out", out)
    assert (ran.status, len(ran.reasons)) == (2, 1)
    assert not out.exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--source", "camera"), "没有“camera”这种来源，可用：flatbed、feeder、duplex"),
        (("--mode", "sepia"), "没有“sepia”这种颜色，可用：color、gray、black_white"),
        (("--dpi", "0"), "“0”应为大于 0 的整数"),
        (("--pages", "三"), "“三”应为大于 0 的整数"),
    ],
)
def test_bad_values_are_told(
    cli: Cli, tmp_path: Path, arguments: tuple[str, str], said: str
) -> None:
    ran = cli("scan", "--device", "sane:test:0", "--out", tmp_path / "out", *arguments)
    assert ran.status == 2
    assert said in ran.reasons[0]


def test_a_target_that_is_a_file_is_told(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine", "utf-8")
    ran = cli("scan", "--device", "sane:test:0", "--out", tmp_path / "out", "--dpi", "30")
    assert (ran.status, ran.reasons) == (2, ["「out」是文件，不是文件夹。换一个文件夹"])
    assert (tmp_path / "out").read_text("utf-8") == "mine"


def test_stopped_amid_a_pile_the_pages_stay(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    acts = "; ".join(a_page(tmp_path, number) for number in (1, 2, 3))
    pretend(tmp_path, f"{acts}; exec sleep 600")
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    out = tmp_path / "out"
    monkeypatch.setattr(Work, "stopped", lambda _self: (out / "扫描-003.jpg").exists())
    ran = cli("scan", "--device", "sane:test:0", "--out", out, "--json")
    assert ran.status == 1
    assert ran.json["problem"]["code"] == "cancelled"
    assert ran.reasons[-1] == "已停止。已扫描的 3 页都在"
    assert sorted(out.iterdir()) == [Path(one["path"]) for one in ran.json["written"]]


@pytest.mark.loopback
def test_a_network_scanner_by_its_address(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Escl, "available", lambda _self: True)
    with EsclServer(Drawn(3)) as server:
        _scan_twice(cli, server, tmp_path)


def _scan_twice(cli: Cli, server: EsclServer, tmp_path: Path) -> None:
    how = ("--source", "feeder", "--dpi", "75", "--json")
    ran = cli("scan", "--device", server.url, "--out", tmp_path / "out", *how)
    assert (ran.status, ran.reasons) == (0, [])
    assert len(ran.json["written"]) == 3
    again = cli("scan", "--device", f"escl:{server.url}", "--out", tmp_path / "out", *how)
    assert again.status == 1
    assert "没有纸" in again.reasons[0]
