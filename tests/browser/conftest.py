"""`filmkg serve` over the sample, as a process, and Debian's Chromium that looks at it.

Screenshots go to the folder that the variable FILMKG_SCREENSHOTS names; `.ci/run` keeps them.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from filmkg.resources import DATA

CHROMIUM = shutil.which("chromium")
NEEDED = bool(os.environ.get("FILMKG_TESTS_NEED_SERVERS"))  # .ci/run sets it: there a missing browser fails
if NEEDED:
    from playwright import sync_api
else:
    sync_api = pytest.importorskip("playwright.sync_api", reason="needs playwright: pip install -e '.[browser]'")
PATIENCE_MS = 120_000  # how long a page takes on a busy machine is not what is tested
# Pictures further down come when they are scrolled to, which a screenshot does not do.
PICTURES = """
Promise.all([...document.images].map((one) => { one.loading = "eager"; return one.decode().catch(() => {}); }))
"""
FORBIDDEN = """
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) => {
  window.violations.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`);
});
"""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if CHROMIUM is None and not NEEDED:
        for item in items:
            if Path(__file__).parent in item.path.parents:
                item.add_marker(pytest.mark.skip(reason="needs Debian's package chromium"))


@dataclass
class Watched:
    """A page, with what must not have happened while it was looked at."""

    page: sync_api.Page
    address: str
    problems: list[str] = field(default_factory=list)

    def open(self, path: str) -> sync_api.Response:
        response = self.page.goto(self.address + path, wait_until="load")
        assert response is not None
        return response

    def found(self) -> list[str]:
        """Return errors of the console, requests to other hosts and violations of the policy."""
        return self.problems + list(self.page.evaluate("window.violations"))


@contextmanager
def running(store: Path) -> Iterator[str]:
    """Serve a store by the command, and yield its address."""
    command = [sys.executable, "-m", "filmkg", "serve", "--store", str(store), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline().split()[0].rstrip("/")
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(timeout=60)


@contextmanager
def watching(context: sync_api.BrowserContext, address: str) -> Iterator[Watched]:
    context.add_init_script(FORBIDDEN)
    page = context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    watched = Watched(page, address)

    def hear(message: sync_api.ConsoleMessage) -> None:
        # The browser itself reports a page that is answered with 400 or 404, as some kinds of pages are.
        if message.type == "error" and "the server responded with a status of 4" not in message.text:
            watched.problems.append(f"console: {message.text}")

    def see(request: sync_api.Request) -> None:
        if not request.url.startswith((address + "/", "data:", "blob:")):
            watched.problems.append(f"request: {request.url}")

    page.on("console", hear)
    page.on("pageerror", lambda error: watched.problems.append(f"script: {error}"))
    page.on("request", see)
    yield watched
    page.close()


@pytest.fixture(scope="session")
def serving() -> Callable[[Path], AbstractContextManager[str]]:
    return running


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    store = tmp_path_factory.mktemp("browser") / "store"
    build = [sys.executable, "-m", "filmkg", "build", str(DATA / "sample"), "--store", str(store)]
    subprocess.run(build, check=True, capture_output=True)
    with running(store) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[sync_api.Browser]:
    with sync_api.sync_playwright() as playwright:
        # --no-sandbox: containers of CI run as root; what is opened is our own pages.
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-dev-shm-usage"])
        yield browser
        browser.close()


@pytest.fixture
def watched(browser: sync_api.Browser, address: str) -> Iterator[Watched]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    with watching(context, address) as watched:
        yield watched
    context.close()


@pytest.fixture
def picture(watched: Watched) -> Callable[[str], None]:
    """Return what keeps a picture of the page under a name, where pictures are wanted."""
    folder = os.environ.get("FILMKG_SCREENSHOTS")

    def keep(name: str) -> None:
        if folder:
            watched.page.evaluate(PICTURES)
            watched.page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)

    return keep
