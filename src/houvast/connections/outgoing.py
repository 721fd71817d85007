"""The one client for calls to other systems: a time-out, an allow-list of hosts, no redirects (security.md 8, 11)."""

import ssl
from functools import cache
from urllib.parse import urlsplit

import httpx

TIME_OUT = httpx.Timeout(10.0)
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


class HostNotAllowed(httpx.TransportError):
    """A call to a host that no setting names."""


class AddressNotSafe(ValueError):
    """An address that may not be used: not https, and not on this machine."""


@cache
def certificates() -> ssl.SSLContext:
    """The authorities we trust. Read once for each process: reading them costs more than sending a message does."""
    return httpx.create_ssl_context()


def client_for(address: str) -> httpx.Client:
    """A client that talks to the host of this address only. Raises AddressNotSafe for plain http elsewhere."""
    parts = urlsplit(address)
    host = parts.hostname or ""
    if not host or (parts.scheme != "https" and not (parts.scheme == "http" and host in LOOPBACK)):
        raise AddressNotSafe(address)

    def only_this_host(request: httpx.Request) -> None:
        if request.url.host != host:
            raise HostNotAllowed(f"not allowed: {request.url.host}")

    return httpx.Client(
        timeout=TIME_OUT,
        verify=certificates(),
        follow_redirects=False,
        event_hooks={"request": [only_this_host]},
    )
