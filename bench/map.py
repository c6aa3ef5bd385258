"""How the map of a graph of 20,000 nodes moves in a browser.

    python bench/map.py [FOLDER] [--nodes 20000] [--rounds 3] [--seconds 5] [--picture FILE.png]

Builds, where FOLDER holds no graph yet, the graph of bench/map_graph.py, serves it and opens /map in a Chromium without
a window, which draws by its software renderer. Printed are how long the map took to be worked out, the time from asking
for the page until the first picture stands, and the frames a second while a hand drags the map and turns the wheel: by
the browser's own animation frames, over all and in the slowest second, and the longest time between two. Each round is
a browser of its own; only the first meets a server that has not been asked before.
"""

from __future__ import annotations

import argparse
import os
import shutil
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from map_graph import build

from kg.browse.pages.chart import SCRIPT
from kg.graph.charts.writing import SCHEMA, write_chart
from kg.graph.folder import MARKER, read_marker
from kg.graph.fulltext import index_path, open_index
from kg.query.chart import contents

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ARGUMENTS = ["--no-sandbox", "--enable-unsafe-swiftshader", "--disable-background-networking"]
COUNT = """() => {
  window.frames_ = [];
  const tick = (now) => { window.frames_.push(now); window.ticking = requestAnimationFrame(tick); };
  window.ticking = requestAnimationFrame(tick);
}"""
COUNTED = "() => { cancelAnimationFrame(window.ticking); return window.frames_; }"
Work = Callable[["Page", float, float, float], None]


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """`kg serve` over the graph, from when it answers until the block ends; its address."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "kg", "serve", str(folder), "--port", str(port), "--workers", "1"]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as server:
        try:
            assert server.stdout
            server.stdout.readline()
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()


def drag(page: Page, x: float, y: float, seconds: float) -> None:
    """A hand that drags the map about, in strokes."""
    ends, number = time.perf_counter() + seconds, 0
    while time.perf_counter() < ends:
        side = 1 if number % 2 else -1
        page.mouse.move(x - side * 250, y - side * 120)
        page.mouse.down()
        for step in range(40):
            page.mouse.move(x + side * (step * 12.5 - 250), y + side * (step * 6 - 120))
        page.mouse.up()
        number += 1


def wheel(page: Page, x: float, y: float, seconds: float) -> None:
    """A hand that turns the wheel, in to where members and their links are drawn and out again."""
    ends, number = time.perf_counter() + seconds, 0
    page.mouse.move(x, y)
    while time.perf_counter() < ends:
        page.mouse.wheel(0, -120 if number % 14 < 7 else 120)
        page.wait_for_timeout(140)
        number += 1


def frames(page: Page, work: Work, seconds: float) -> Sequence[float]:
    """When the browser drew, in milliseconds, while the work went on."""
    box = page.locator("#map-stage").bounding_box()
    assert box
    page.evaluate(COUNT)
    work(page, box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, seconds)
    return page.evaluate(COUNTED)  # type: ignore[no-any-return]


def told(name: str, times: Sequence[float]) -> float:
    """Print what a series of frames amounts to; the frames a second."""
    gaps = [after - before for before, after in pairwise(times)]
    rate = 1000 * len(gaps) / (times[-1] - times[0])
    seconds = range(int((times[-1] - times[0]) // 1000))
    slowest = min(sum(1 for at in times if n * 1000 <= at - times[0] < n * 1000 + 1000) for n in seconds)
    print(f"  {name:32} {rate:5.1f} frames a second, {slowest} in the slowest, at most {max(gaps):.0f} ms between two")
    return rate


def visit(browser: Browser, url: str, seconds: float, picture: Path | None) -> tuple[float, list[float]]:
    """One visit: seconds to the first picture, and frames a second from far, by the wheel, and from near."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(f"{url}/map")
    page.wait_for_selector("#map-stage[data-drawn]", timeout=60_000)
    first = page.evaluate("performance.getEntriesByName('map-drawn')[0].startTime") / 1000
    print(f"  {'first picture after':32} {first:5.2f} s")
    page.locator("#map-stage").scroll_into_view_if_needed()
    rates = [told("dragged, seen from far", frames(page, drag, seconds))]
    rates.append(told("zoomed in and out by the wheel", frames(page, wheel, seconds)))
    page.click(".communities tr[data-disc='0'] button")
    page.wait_for_timeout(1000)
    rates.append(told("dragged, the largest from near", frames(page, drag, seconds)))
    if picture:
        page.screenshot(path=picture)
    page.close()
    return first, rates


def work_out(folder: Path) -> None:
    """Print how long the map takes to be worked out when the graph is written, and what is on it."""
    store = read_marker(folder).store or ""
    with tempfile.TemporaryDirectory() as other:
        copy = shutil.copy(index_path(folder, store), other)
        with closing(sqlite3.connect(copy)) as index:
            for table in ("disc", "spot", "link"):
                index.execute(f"DROP TABLE IF EXISTS {table}")
            index.executescript(SCHEMA)
            start = time.process_time()
            write_chart(index)
            print(f"worked out in {time.process_time() - start:.1f} s of processor time")
    with open_index(folder, store) as index:
        drawn = contents(index, 1)
        print(f"{drawn.spots} nodes, {drawn.links} links, {drawn.discs} communities")


def main() -> None:
    """Build, measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--nodes", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument("--picture", type=Path)
    args = parser.parse_args()
    folder = args.folder or Path(tempfile.mkdtemp()) / "graph"
    if not SCRIPT.is_file():
        sys.exit(f"{SCRIPT.name} is not built, and without it no map is drawn: run `make assets` (needs Node)")
    if not (folder / MARKER).exists():
        build(folder, args.nodes)
    work_out(folder)
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    from playwright.sync_api import sync_playwright

    visits = []
    with serving(folder) as url, sync_playwright() as playwright:
        for number in range(args.rounds):
            print(f"round {number + 1} (load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors)")
            browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
            visits.append(visit(browser, url, args.seconds, args.picture))
            browser.close()
    firsts, rates = [first for first, _ in visits], [rate for _, found in visits for rate in found]
    print(f"first picture: median {statistics.median(firsts):.2f} s, at most {max(firsts):.2f} s")
    print(f"frames a second: median {statistics.median(rates):.1f}, at least {min(rates):.1f}")


if __name__ == "__main__":
    main()
