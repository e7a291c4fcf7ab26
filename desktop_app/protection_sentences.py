"""What is said when a connection could not be trusted: nothing was sent, why, and what to do about it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from desktop_app.catalogue import Catalogue


def unprotected(text: Catalogue, code: str, data: Mapping[str, Any]) -> tuple[str, str]:
    """For `no_tls`, `wrong_certificate`, `unsafe_login` and `own_certificate`. `data` has `host` and `reason`."""
    host, reason = str(data.get("host") or text("this address")), str(data.get("reason", ""))
    match code:
        case "wrong_certificate":
            return _certificate(text, reason, host)
        case "unsafe_login":
            return _login(text, reason, host)
        case "own_certificate":
            return _own(text, reason, host)
    if reason == "outdated":
        what = text("The server at {host} protects connections in an outdated way, so nothing was sent.", host=host)
        return what, text("Ask your administrator to allow TLS 1.2 or newer on the company's database.")
    return text("The connection is not protected, so nothing was sent."), text(
        "Ask your administrator to set up TLS on the company's database."
    )


def _certificate(text: Catalogue, reason: str, host: str) -> tuple[str, str]:
    match reason:
        case "expired":
            return text("The certificate of the server at {host} has expired, so nothing was sent.", host=host), text(
                "Check the date of this laptop. If it is right, ask your administrator to renew the certificate."
            )
        case "not_yet_valid":
            return text("The certificate of the server at {host} is not valid yet, so nothing was sent.", host=host), (
                text("Check the date of this laptop. If it is right, tell your administrator.")
            )
        case "other_name":
            what = text("The server that answers at {host} goes by another name, so nothing was sent.", host=host)
            return what, text(
                "Check the address. If it is right, tell your administrator that the certificate has another name."
            )
        case "no_authority":
            return text("Sigap has nothing to recognise your company's server by, so nothing was sent."), text(
                "Ask your administrator for a new enrolment file."
            )
        case "self_signed":
            return _stranger(text, host), text(
                "Try again in a network you trust. If it stays so, tell your administrator that nobody vouches for its "
                "certificate."
            )
    return _stranger(text, host), text(
        "Try again in a network you trust. If it stays so, tell your administrator that this laptop does not know who "
        "signed its certificate."
    )


def _stranger(text: Catalogue, host: str) -> str:
    return text("The server at {host} cannot show that it belongs to your company, so nothing was sent.", host=host)


def _login(text: Catalogue, reason: str, host: str) -> tuple[str, str]:
    to_do = text("Try again in a network you trust. If it stays so, tell your administrator.")
    if reason == "asks_openly":
        return text("The server at {host} wanted your password itself, so it was not sent.", host=host), to_do
    what = text("The server at {host} cannot show that it knows your login, so nothing more was sent.", host=host)
    return what, to_do


def _own(text: Catalogue, reason: str, host: str) -> tuple[str, str]:
    match reason:
        case "missing":
            return text("The server at {host} asks for a certificate of this laptop, and there is none.", host=host), (
                text("Ask your administrator for one.")
            )
        case "unreadable":
            return text("The certificate of this laptop cannot be used."), text(
                "Check that its files are there and that only you may read the key, or ask your administrator."
            )
    return text("The server at {host} does not accept the certificate of this laptop.", host=host), text(
        "Ask your administrator for a new one: it may have expired, or be made out to another login."
    )
