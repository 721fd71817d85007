"""What every page must be, whatever stands on it, and a browser of somebody who is signed in."""

from axe_playwright_python.sync_playwright import Axe
from django.conf import settings

from tests.support.desks import signed_in

LEVELS = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}


def violations(page):
    """What axe finds, as 'rule: the element'. A page without scripts cannot be asked: axe is one."""
    page.wait_for_load_state()
    found = Axe().run(page, options=LEVELS).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found]


def fits(page):
    """No sideways scroll of the page itself; tables scroll inside their own region.

    A click returns when the answer has begun, so the first thing is to wait until there is a page to measure.
    """
    page.wait_for_load_state()
    return page.locator("html").evaluate("page => page.scrollWidth <= window.innerWidth")


def at_desk(browser, site, who, **screen):
    """A browser window in which this colleague has signed in."""
    context = browser.new_context(timezone_id="Europe/Amsterdam", **screen)
    key = signed_in(who).cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": site("/")}])
    return context
