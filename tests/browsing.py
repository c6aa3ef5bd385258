"""A page in a real browser with every request to elsewhere refused, and a list of what went wrong on it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


@contextmanager
def visiting(browser: Browser, **options: Any) -> Iterator[tuple[Page, list[str]]]:
    """A page, and what went wrong on it: complaints, dialogs, requests to elsewhere."""
    events: list[str] = []
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce", **options)
    context.set_default_timeout(20_000)

    def decide(route: Any) -> None:
        if route.request.url.startswith(("http://127.0.0.1:", "file:", "data:")):
            route.continue_()
        else:
            events.append(f"request {route.request.url}")
            route.abort()

    context.route("**/*", decide)
    page = context.new_page()
    page.on("dialog", lambda dialog: (events.append(f"dialog {dialog.message}"), dialog.dismiss()))
    page.on("console", lambda message: events.append(f"console {message.text}"))
    page.on("pageerror", lambda error: events.append(f"error {error}"))
    yield page, events
    context.close()
