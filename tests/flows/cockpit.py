"""Prefect's own pages in a browser, used as a coordinator uses them."""

import re
from collections.abc import Mapping

from playwright.sync_api import Locator, Page, TimeoutError

_PATIENCE = (8_000, 8_000)
"""Milliseconds after which a page is opened anew."""


class Cockpit:
    """A browser's page at the product's Prefect; nobody has logged in yet."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def log_in(self, credentials: str) -> None:
        """Pass the login page with `user:password`."""
        self.page.goto("/")
        self.page.get_by_placeholder("admin:pass").fill(credentials)
        self.page.get_by_role("button", name="Login").click()
        self.page.get_by_role("link", name="Deployments").wait_for()

    def fill_in(self, deployment: str, given: Mapping[str, str]) -> None:
        """Find a deployment, fill its form in by the titles of fields, open its run."""
        page = self.page
        page.get_by_role("link", name="Deployments").first.click()
        page.get_by_placeholder("Search deployments").fill(deployment)
        page.wait_for_url(re.compile(f"=[^&]*{deployment}"))  # the list, once filtered
        page.get_by_role("link", name=deployment, exact=True).click()
        page.get_by_role("button", name="Run", exact=True).click()
        page.get_by_role("menuitem", name="Custom run").click()
        page.get_by_role("button", name="Submit").wait_for()
        self._fill(page.get_by_role("main"), given)
        before = self._offered()  # of runs started a moment ago: it goes by itself
        page.get_by_role("button", name="Submit").click()
        others = "".join(f':not([href="{one}"])' for one in before)
        page.locator(f"a{others}", has_text="View run").first.click()
        self._run_is_open()

    def open_run(self, name: str) -> None:
        """Find a run by its name among all of them, and open its page."""
        self.page.get_by_role("link", name="Runs", exact=True).first.click()
        self.page.get_by_role("link", name=name).first.click()
        self._run_is_open()

    def asked(self) -> Locator:
        """Open the form that the run at hand waits for."""
        self.page.get_by_role("button", name="Open menu").first.click()
        self.page.get_by_role("menuitem", name="Resume").click()
        return self.page.get_by_role("dialog")

    def answer(self, form: Locator, given: Mapping[str, str]) -> None:
        """Answer what a run waits for."""
        self._fill(form, given)
        form.get_by_role("button", name="Resume").click()
        form.wait_for(state="hidden")

    def told(self, *said: str) -> None:
        """Wait until the run at hand shows these words: its state, its message.

        Prefect's page does not always hear of a run that ends as it opens; whoever
        waits opens it anew.
        """
        for one in said:
            for patience in (*_PATIENCE, None):
                self.page.get_by_role("tab", name="Details").click()
                place = self.page.get_by_role("main").get_by_text(one).first
                try:
                    place.wait_for(timeout=patience)
                except TimeoutError:
                    if patience is None:
                        raise
                    self.page.reload()
                else:
                    break

    def read(self, pattern: re.Pattern[str]) -> list[str]:
        """Return what the page of the run at hand says, as a pattern finds it."""
        return sorted(set(pattern.findall(self.page.get_by_role("main").inner_text())))

    def _offered(self) -> list[str | None]:
        """Return where links to runs lead that are offered right now."""
        links = self.page.get_by_role("link", name="View run").all()
        return [link.get_attribute("href") for link in links]

    def _run_is_open(self) -> None:
        self.page.wait_for_url(re.compile("/flow-run/"))

    def _fill(self, form: Locator, given: Mapping[str, str]) -> None:
        for title, text in given.items():
            offers = form.get_by_role("button", name=f"Select {title}")
            switch = form.get_by_role("switch", name=title)
            place = form.get_by_role("textbox", name=title)
            offers.or_(switch).or_(place).first.wait_for()
            if offers.count():
                offers.click()
                self.page.get_by_role("option", name=text).first.click()
            elif switch.count():
                switch.click()
            else:
                place.fill(text)
