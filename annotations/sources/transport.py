"""One request over the network: to an address that was looked at, or through the proxy of the environment."""

from functools import cache
from urllib.request import getproxies, proxy_bypass

import httpx

from annotations.sources.addresses import addresses_of, named_address, refuse_private


class GuardedTransport(httpx.BaseTransport):
    """Connects to no private address unless allowed to, after redirects neither.

    A host is resolved once per request, and the connection goes to the very address that was looked at: a name that
    points elsewhere a moment later gains nothing. Behind a proxy, which resolves names itself, only the name is looked
    at. Connections are not kept: they are shared by address, and two sites may have the same.
    """

    def __init__(self, *, allow_private: bool) -> None:
        self._allow_private = allow_private
        self._transport = cache(_new_transport)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request; raises PrivateAddressError, OSError where a host has no address, and httpx's errors."""
        host = request.url.host
        if proxy := _proxy_for(request.url):
            if not self._allow_private:
                refuse_private(host, named_address(host))
            return self._transport(proxy).handle_request(request)
        port = request.url.port or (443 if request.url.scheme == "https" else 80)
        *others, last = addresses_of(host, port, allow_private=self._allow_private)
        for address in others:
            try:
                return self._transport(None).handle_request(_pinned(request, address))
            except (httpx.ConnectError, httpx.ConnectTimeout):
                continue
        return self._transport(None).handle_request(_pinned(request, last))


def _new_transport(proxy: str | None) -> httpx.HTTPTransport:
    return httpx.HTTPTransport(proxy=proxy, limits=httpx.Limits(max_keepalive_connections=0))


def _pinned(request: httpx.Request, address: str) -> httpx.Request:
    """Return the request for one address of its host, whose name the certificate must have all the same."""
    return httpx.Request(
        request.method,
        request.url.copy_with(host=address),
        headers=request.headers,
        stream=request.stream,
        extensions={**request.extensions, "sni_hostname": request.url.host},
    )


def _proxy_for(url: httpx.URL) -> str | None:
    """Return the proxy that the environment names for an address, unless it exempts the host."""
    if proxy_bypass(url.host):
        return None
    proxies = getproxies()
    proxy = proxies.get(url.scheme) or proxies.get("all")
    return f"http://{proxy}" if proxy and "://" not in proxy else proxy
