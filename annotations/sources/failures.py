"""What can go wrong on the web, said in one line each."""

import socket
import ssl

import httpx

from annotations.cleaning import clean_line
from annotations.errors import SourceError

SAVE_HINT = "Open it in a browser, save the page there, and read the file."
_CHECK_HINT = "Check the address."
_LATER_HINT = "Try again later."
_ARCHIVE_HINT = "An archive of the web may have it."
_OFFLINE_HINT = "Check the network; files and articles read before can be read without."
_STATUSES = {
    401: ("the site asks for a login", SAVE_HINT),
    402: ("the site asks for payment", SAVE_HINT),
    403: ("the site refuses", SAVE_HINT),
    404: ("there is no such page", _CHECK_HINT),
    410: ("the page was removed", _ARCHIVE_HINT),
    429: ("the site was asked too often", _LATER_HINT),
    451: ("the page is withheld for legal reasons", _ARCHIVE_HINT),
}
_FAILURES: tuple[tuple[tuple[type[Exception], ...], str, str], ...] = (
    ((socket.gaierror,), "there is no site of that name, or this machine is offline.", _CHECK_HINT),
    ((httpx.TooManyRedirects,), "the site redirects in circles.", SAVE_HINT),
    (
        (httpx.UnsupportedProtocol, httpx.InvalidURL, UnicodeError),
        "not a web address, or it leads to one that is none.",
        _CHECK_HINT,
    ),
    ((httpx.TimeoutException, TimeoutError), "the site does not answer in time.", _LATER_HINT),
    (
        (httpx.RemoteProtocolError, httpx.ReadError),
        "the site broke off, or does not answer as web sites do.",
        _LATER_HINT,
    ),
    ((httpx.ConnectError,), "the site cannot be reached.", "Check the address and the network."),
)


def refuse_status(status: int) -> None:
    """Raise SourceError where a server answers with an error."""
    if status == httpx.codes.OK:
        return
    message, hint = _STATUSES.get(status, ("the site fails" if status >= 500 else "the site has no page", _LATER_HINT))
    raise SourceError(f"{message} ({status}).", hint)


def offline() -> SourceError:
    """Return the error of a machine without network."""
    return SourceError("this machine is offline.", _OFFLINE_HINT)


def failure_of(error: Exception) -> SourceError:
    """Return what an error of the network means."""
    if isinstance(error, SourceError):
        return error
    if isinstance(error, socket.gaierror) and error.errno == socket.EAI_AGAIN:
        return offline()
    if _is_of_certificate(error):
        return SourceError("the site cannot prove who it is (its certificate is not valid).", _CHECK_HINT)
    for kinds, message, hint in _FAILURES:
        if isinstance(error, kinds):
            return SourceError(message, hint)
    return SourceError(f"the transfer failed ({clean_line(str(error)) or type(error).__name__}).", _LATER_HINT)


def _is_of_certificate(error: BaseException | None) -> bool:
    while error is not None and not isinstance(error, ssl.SSLCertVerificationError):
        error = error.__cause__ or error.__context__
    return error is not None
