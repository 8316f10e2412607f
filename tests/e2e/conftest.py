"""A real Chromium on a real server: Debian's `chromium`, no download.

`sida` is one browser page; a test that takes it is run twice, at a desk's width and at a phone's.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from cases.organisation import demo
from cases.organisation.models import Anvandare

CHROMIUM = Path("/usr/bin/chromium")
PICTURES = Path(settings.BASE_DIR) / "docs" / "bilder"
WIDTHS = {"skrivbord": (1280, 860), "telefon": (390, 844)}
_AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

# Playwright's synchronous door runs a loop in this thread; the database is asked from it.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.e2e)
            if not CHROMIUM.exists():
                item.add_marker(pytest.mark.skip(reason="Debian's chromium is not installed"))


@dataclass
class Sida:
    """A browser page, with what every test asks of it."""

    page: Page
    address: str
    width: int
    pictures: Path | None = None
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

    def bild(self, name: str) -> None:
        """Take the picture of docs/bilder anew, when the run was asked to (--update-pictures)."""
        if self.pictures:
            self.pictures.mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=self.pictures / f"{name}-{self.width}.png", full_page=True)


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


def _opened(
    browser: Browser,
    live_server: LiveServer,
    width: str,
    request: pytest.FixtureRequest,
    **how: Any,
) -> Iterator[Sida]:
    size = WIDTHS[width]
    context: BrowserContext = browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        locale="sv-SE",
        timezone_id="Europe/Stockholm",
        has_touch=width == "telefon",
        **how,
    )
    update = request.config.getoption("--update-pictures")
    sida = Sida(context.new_page(), live_server.url, size[0], PICTURES if update else None)

    def heard(message: ConsoleMessage) -> None:
        # A refusal is an answer too: its status is asserted where it is asked for.
        if (
            message.type == "error"
            and "the server responded with a status of 4" not in message.text
        ):
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
    yield from _opened(browser, live_server, bredd, request)


@pytest.fixture
def utan_skript(
    browser: Browser, live_server: LiveServer, people: None, request: pytest.FixtureRequest
) -> Iterator[Sida]:
    """A page where JavaScript is off, on a phone."""
    yield from _opened(browser, live_server, "telefon", request, java_script_enabled=False)
