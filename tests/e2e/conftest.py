"""A real Chromium on a real server: Debian's `chromium`, no download.

`sida` is one browser page; a test that takes it is run twice, at a desk's width and at a phone's.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import time
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    expect,
    sync_playwright,
)
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from cases.organisation import demo
from cases.organisation.models import Anvandare

CHROMIUM = Path("/usr/bin/chromium")
PICTURES = Path(settings.BASE_DIR) / "docs" / "bilder"
WIDTHS = {"skrivbord": (1280, 860), "telefon": (390, 844)}
NARROWEST = 320
# What is waited for comes when it comes on a machine that does much else: how fast the product is,
# is `manage.py benchmark`'s to say.
PATIENCE_MS = 30_000
expect.set_options(timeout=PATIENCE_MS)
_AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

# Playwright's synchronous door runs a loop in this thread; the database is asked from it.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not (config.getoption("--full") or config.getoption("--update-pictures")):
        _one_width_a_story(config, items)
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.e2e)
            if not CHROMIUM.exists():
                item.add_marker(pytest.mark.skip(reason="Debian's chromium is not installed"))


def _one_width_a_story(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The short form walks every other story at a desk's width and every other at a phone's.

    Each page that is checked is measured at both widths in either; `--full` walks all at both.
    """
    places: dict[tuple[Path, str], int] = {}
    left = []
    for item in items:
        width = _width(item)
        if width is None:
            continue
        place = places.setdefault((item.path, item.name.partition("[")[0]), len(places))
        if width != list(WIDTHS)[place % len(WIDTHS)]:
            left.append(item)
    if left:
        config.hook.pytest_deselected(items=left)
        items[:] = [item for item in items if item not in left]


def _width(item: pytest.Item) -> str | None:
    """The width that a test of this room is run at, if it is run at several."""
    if Path(__file__).parent not in item.path.parents or not isinstance(item, pytest.Function):
        return None
    params = item.callspec.params.values() if hasattr(item, "callspec") else ()
    return next((one for one in params if isinstance(one, str) and one in WIDTHS), None)


@dataclass
class Sida:
    """A browser page, with what every test asks of it."""

    page: Page
    address: str
    width: int
    pictures: Path | None = None
    granskar: bool = True
    skript: bool = True
    utan_nat: bool = False
    faults: list[str] = field(default_factory=list)

    def oppna(self, path: str) -> None:
        """Open an address of the product."""
        self.page.goto(self.address + path)

    def logga_in(self, username: str) -> None:
        """Be one of the demo world, on the start page. The log-in page has tests of its own."""
        client = Client()
        client.force_login(Anvandare.objects.get(username=username))
        name = settings.SESSION_COOKIE_NAME
        cookie = {"name": name, "value": client.cookies[name].value, "url": self.address}
        self.page.context.add_cookies([cookie])
        self.oppna("/")

    def landa(self) -> None:
        """What was pressed has led where it leads: a page still on its way has no body to look at.
        Asked anew in every document that comes, so a page that follows can't cut it off."""
        self.page.wait_for_load_state()
        self.page.wait_for_function("document.body && document.readyState === 'complete'")

    def granska(self) -> None:
        """The page as it stands holds what we promise: axe finds nothing at a desk's width or a
        phone's, and nothing has to be scrolled sideways down to 320 px. Not looked over twice:
        `granskar` is off where the same pages are met again."""
        size = self.page.viewport_size
        assert size
        if not self.granskar:
            return
        self.landa()
        place = self.page.url.removeprefix(self.address)
        for width, height in WIDTHS.values():
            self.page.set_viewport_size({"width": width, "height": height})
            # axe waits for timers, which a page without script never fires.
            assert not self.skript or axe(self.page) == [], f"{place} at {width} px"
            assert sideways(self.page) <= 0, f"{place} at {width} px"
        self.page.set_viewport_size({"width": NARROWEST, "height": 640})
        assert sideways(self.page) <= 0, f"{place} at {NARROWEST} px"
        self.page.set_viewport_size(size)

    def bild(self, name: str, *, hela: bool = True, bredder: bool = False) -> None:
        """Take the picture of docs/bilder anew, when the run was asked to (--update-pictures); of
        the page opened anew at every width, with `bredder`."""
        if not self.pictures:
            return
        self.pictures.mkdir(parents=True, exist_ok=True)
        size = self.page.viewport_size
        assert size
        for width, height in WIDTHS.values() if bredder else [(self.width, size["height"])]:
            if bredder:
                self.page.set_viewport_size({"width": width, "height": height})
                self._oppna_igen()
            self.page.screenshot(path=self.pictures / f"{name}-{width}.png", full_page=hela)
        if bredder:
            self.page.set_viewport_size(size)
            self._oppna_igen()

    def _oppna_igen(self) -> None:
        """A drawing is fitted to the page when it is opened."""
        self.page.goto(self.page.url)
        drawings = self.page.locator("[data-diagram]")
        if self.skript and drawings.count():
            expect(drawings.first).to_have_attribute("data-drawn", "yes")


def axe(page: Page) -> list[str]:
    """What axe finds on the page as it stands, one line a violation."""
    page.evaluate(_AXE)
    found = page.evaluate("(tags) => axe.run(document, {runOnly: tags})", _RULES)
    return [
        f"{one['id']}: {one['help']}: {[node['html'][:160] for node in one['nodes'][:3]]}"
        for one in found["violations"]
    ]


def sideways(page: Page) -> int:
    """By how many pixels the page is wider than the window."""
    return int(page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the whole run."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=str(CHROMIUM), args=["--no-sandbox", "--lang=sv"]
        )
        yield chromium
        chromium.close()


@pytest.fixture
def people(transactional_db: None) -> None:
    """The organisation of the demo world: units, and one person for each role."""
    demo.ladda()


@pytest.fixture(params=WIDTHS)
def bredd(request: pytest.FixtureRequest) -> str:
    """skrivbord or telefon."""
    return str(request.param)


class Klocka:
    """The clock of the server and of its worker. A test starts on a Wednesday morning."""

    START = datetime(2026, 11, 25, 8, 0, tzinfo=UTC)

    def __init__(self, file: Path) -> None:
        self._file = file
        self._ahead = self.START.timestamp() - time()
        self.flytta(timedelta())

    def flytta(self, step: timedelta) -> None:
        """Time passes."""
        self._ahead += step.total_seconds()
        written = self._file.with_suffix(".ny")
        written.write_text(str(self._ahead))
        written.replace(self._file)  # at once, for those who read it meanwhile


@contextmanager
def _opened(
    browser: Browser,
    live_server: LiveServer,
    width: str,
    request: pytest.FixtureRequest,
    **how: Any,
) -> Iterator[Sida]:
    size = WIDTHS[width]
    context: BrowserContext = browser.new_context(
        # What slides open is open at once: half open, it is clipped and can't be judged.
        reduced_motion="reduce",
        viewport={"width": size[0], "height": size[1]},
        locale="sv-SE",
        timezone_id="Europe/Stockholm",
        has_touch=width == "telefon",
        **how,
    )
    context.set_default_timeout(PATIENCE_MS)
    update = request.config.getoption("--update-pictures")
    sida = Sida(
        context.new_page(),
        live_server.url,
        size[0],
        PICTURES if update else None,
        skript=how.get("java_script_enabled", True),
    )

    def heard(message: ConsoleMessage) -> None:
        # A refusal is an answer too: its status is asserted where it is asked for. Where the test
        # takes the signal away, the browser tells of each request that found none.
        expected = "the server responded with a status of 4" in message.text or (
            sida.utan_nat and "net::ERR_" in message.text
        )
        if message.type == "error" and not expected:
            sida.faults.append(message.text)

    sida.page.on("console", heard)
    sida.page.on("pageerror", lambda fault: sida.faults.append(str(fault)))
    yield sida
    context.close()
    assert sida.faults == []


@pytest.fixture
def sida(
    browser: Browser,
    live_server: LiveServer,
    people: None,
    bredd: str,
    request: pytest.FixtureRequest,
) -> Iterator[Sida]:
    """A page in both widths. The test fails on any error in the browser, a broken CSP included."""
    with _opened(browser, live_server, bredd, request) as opened:
        yield opened


@pytest.fixture
def utan_skript(
    browser: Browser, live_server: LiveServer, people: None, request: pytest.FixtureRequest
) -> Iterator[Sida]:
    """A page where JavaScript is off, on a phone."""
    with _opened(browser, live_server, "telefon", request, java_script_enabled=False) as opened:
        yield opened


@pytest.fixture
def klocka(settings: Settings, tmp_path: Path) -> Klocka:
    """Time as the test decides, in every thread and process of the product."""
    settings.CLOCK_FILE = str(tmp_path / "klocka")
    return Klocka(tmp_path / "klocka")


@pytest.fixture
def varlden(klocka: Klocka, transactional_db: None) -> None:
    """The whole demo world and the diagrams, as a new installation has them."""
    call_command("publicera_diagram", verbosity=0)
    call_command("ladda_demo", verbosity=0)


@pytest.fixture
def arbetare(varlden: None, worker: None) -> None:
    """The demo world, where background work is carried out by the test's clock."""


@pytest.fixture
def hos(
    browser: Browser, live_server: LiveServer, varlden: None, request: pytest.FixtureRequest
) -> Iterator[Callable[..., Sida]]:
    """`hos("miriam", "telefon")`: what she has before her, logged in. Several people at once."""
    with ExitStack() as stack:

        def opened(username: str = "", width: str = "skrivbord", **how: Any) -> Sida:
            sida = stack.enter_context(_opened(browser, live_server, width, request, **how))
            if username:
                sida.logga_in(username)
            return sida

        yield opened
