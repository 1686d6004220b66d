"""How to open a page, change its looks, and see what goes on meanwhile. It judges nothing."""

from __future__ import annotations

from playwright.sync_api import ConsoleMessage, Error, Page, Request, Response, Route

# Runs before a page's own scripts.
TELL_VIOLATIONS = """
document.addEventListener("securitypolicyviolation", (event) =>
  console.error(`the policy forbids ${event.violatedDirective}: ${event.blockedURI}`));
"""

_ADOPT = """(css) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets = [sheet];
}"""

# Without scripts, what needs them stays hidden, and there is nothing to wait for.
FILTERS_ARE_COMING = """() => !document.querySelector("[data-needs-js][hidden]")
  && document.querySelector("[data-directory]") !== null"""


class Watch:
    """Every request of a tab in `asked`, and in `complaints` all that went wrong or was said in its console."""

    def __init__(self, page: Page) -> None:
        self.asked: list[Request] = []
        self.complaints: list[str] = []
        page.on("request", self._asked)
        page.on("requestfailed", self._failed)
        page.on("response", self._answered)
        page.on("console", self._said)
        page.on("pageerror", self._broke)

    def start_again(self) -> None:
        """Forget what was."""
        self.asked.clear()
        self.complaints.clear()

    def _asked(self, request: Request) -> None:
        self.asked.append(request)

    def _broke(self, error: Error) -> None:
        self.complaints.append(f"error: {error}")

    def _failed(self, request: Request) -> None:
        # What a tab was still loading when it moved on is given up, and nothing is wrong with that.
        if request.failure != "net::ERR_ABORTED":
            self.complaints.append(f"failed: {request.url}: {request.failure}")

    def _answered(self, response: Response) -> None:
        if response.status >= 400:
            self.complaints.append(f"{response.status}: {response.url}")

    def _said(self, message: ConsoleMessage) -> None:
        self.complaints.append(f"{message.type}: {message.text}")


def open_disclosures(page: Page) -> None:
    """Open everything that can be opened on the page."""
    page.evaluate("for (const details of document.querySelectorAll('details')) details.open = true")


def restyle(page: Page, css: str) -> None:
    """Add rules to the page, past its policy, which forbids style elements."""
    page.evaluate(_ADOPT, css)


def visit(page: Page, url: str) -> None:
    """Open a page and stay on it, even where it would lead on by itself, until its filters are there if it has any."""
    page.route(url, _without_refresh)
    page.goto(url)
    page.unroute(url)
    if page.evaluate(FILTERS_ARE_COMING):
        page.locator("[data-directory]").wait_for()


def _without_refresh(route: Route) -> None:
    answer = route.fetch(max_redirects=0)
    body = answer.text().replace('http-equiv="refresh"', 'name="refresh"')
    route.fulfill(response=answer, body=body)
