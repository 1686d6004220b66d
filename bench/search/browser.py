"""Queries in headless Chromium, each in a context of its own with nothing cached. Knows the browser, and no index."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

from bench.search.contestants import Contestant
from bench.search.host import Host
from scripts.ensure_chromium import NAMES

SLOWER = 4
LATENCY = 150
DOWN, UP = 1_600, 750
"""Kilobits a second."""

# WebAssembly has memory of its own, of which the JavaScript heap knows nothing.
_WATCH_WASM = """
window.memories = [];
for (const name of ["instantiate", "instantiateStreaming"]) {
  const original = WebAssembly[name];
  WebAssembly[name] = async (...told) => {
    const made = await original.apply(WebAssembly, told);
    const { memory } = (made.instance ?? made).exports;
    if (memory) window.memories.push(memory);
    return made;
  };
}
"""
_WASM_BYTES = "window.memories.reduce((sum, { buffer }) => sum + buffer.byteLength, 0)"


class TooSlow(Exception):
    """A query that was not answered in time."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Milliseconds to the first result and to all that are shown, how many those are, and the first title."""

    first: float
    all: float
    found: int
    title: str


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser without a window."""
    with sync_playwright() as playwright:
        path = os.environ.get("CHROME_PATH") or next(filter(None, map(shutil.which, NAMES)), None)
        sandbox = [] if os.geteuid() else ["--no-sandbox"]
        browser = playwright.chromium.launch(executable_path=path, args=sandbox)
        yield browser
        browser.close()


class Visit:
    """One contestant's page, just opened by somebody who was never here."""

    def __init__(self, page: Page, tools: CDPSession, contestant: Contestant) -> None:
        self._page = page
        self._tools = tools
        self._contestant = contestant

    def ask(self, query: str, patience: float = 120) -> Answer:
        """Submit a query. Raises TooSlow when it is not answered within so many seconds."""
        late = f"new Promise((resolve) => setTimeout(resolve, {patience * 1000}))"
        told = self._page.evaluate(f"(query) => Promise.race([({self._contestant.script})(query), {late}])", query)
        if told is None:
            raise TooSlow(f"no answer within {patience:.0f} s")
        return Answer(**told)

    def slow_down(self) -> None:
        """From now on a processor a quarter as quick, and a slow network."""
        self._tools.send("Network.enable")
        bytes_a_second = {"downloadThroughput": DOWN * 125, "uploadThroughput": UP * 125}
        self._tools.send("Network.emulateNetworkConditions", {"offline": False, "latency": LATENCY, **bytes_a_second})
        self._tools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})

    def memory(self) -> dict[str, float]:
        """Bytes in use once the garbage is gone: of JavaScript, and of WebAssembly's own memory."""
        self._tools.send("HeapProfiler.enable")
        self._tools.send("HeapProfiler.collectGarbage")
        told: dict[str, Any] = self._tools.send("Runtime.getHeapUsage")
        return {"heap": told["usedSize"], "wasm": self._page.evaluate(_WASM_BYTES)}


@contextmanager
def visit(browser: Browser, host: Host, contestant: Contestant) -> Iterator[Visit]:
    """A visit with an empty cache, once the page has loaded. The host notes what the page itself asks for, too."""
    context = browser.new_context()
    page = context.new_page()
    page.add_init_script(_WATCH_WASM)
    host.asked()
    page.goto(host.address + contestant.page, wait_until="load")
    yield Visit(page, context.new_cdp_session(page), contestant)
    context.close()
