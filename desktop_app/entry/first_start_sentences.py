"""What the first start says when it does not go: what happened, what to do. For the window and the terminal."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from desktop_app import access_words
from desktop_app.catalogue import Catalogue
from desktop_app.entry.backend import BadBackend
from desktop_app.entry.first_start import CodeRefused, NoEnrolmentFile
from desktop_app.entry.removal import Removed
from desktop_app.entry.replica_key import KeyGone, KeyUnreachable
from desktop_app.protection_sentences import unprotected
from desktop_app.store.errors import OtherPerson, StoreError, StoreTooNew
from desktop_app.sync.problems import Problem, SyncFailed
from desktop_app.wording import Wording

EXPECTED = (NoEnrolmentFile, CodeRefused, BadBackend, OtherPerson, StoreError, SyncFailed)
"""What can happen to anybody; anything else is a defect and belongs in the log."""


def why(text: Catalogue, error: BaseException, now: datetime, *, by_hand: bool = False) -> tuple[str, str]:
    """What happened, and what to do. `by_hand`: there is no file to keep."""
    match error:
        case NoEnrolmentFile():
            return text("This is not an enrolment file."), text(
                "Choose the file ending in .sigap that your administrator gave you, or ask for a new one."
            )
        case BadBackend(reason=reason):
            return _incomplete(text, reason)
        case CodeRefused(until=until):
            return _refused(text, until, now)
        case OtherPerson(login=login):
            return text("The data folder belongs to {login}.", login=login), text(
                "Nothing was changed. Choose another folder with --data-dir."
            )
        case Removed(removal=gone):
            return access_words.removed(text, gone.reason, gone.at, gone.unsent)
        case KeyGone():
            return access_words.key_gone(text)
        case KeyUnreachable():
            (what, where), safe, to_do = access_words.key_unreachable(text)
            return f"{what}. {where}", f"{safe} {to_do}"
        case StoreTooNew():
            return text("A newer Sigap wrote the data folder."), text(
                "Update Sigap; nothing in the folder was changed."
            )
        case StoreError():
            return text("The data folder cannot be written."), text(
                "Check that the disk has room and that you may write there, then try again."
            )
        case SyncFailed(problem=problem, data=data):
            return _unreached(text, problem, data, by_hand=by_hand)
    return text("Something went wrong in Sigap."), text("Please try again. If it stays so, tell your administrator.")


def _incomplete(text: Catalogue, reason: str) -> tuple[str, str]:
    match reason:
        case "user":
            return text("The login is missing."), text("Write the login your administrator gave you.")
        case "database":
            return text("The address does not name a database."), text(
                "Write it as your administrator gave it, for example db.example/sigap."
            )
    return text("This address cannot be read."), text(
        "Write it as your administrator gave it, for example db.example/sigap."
    )


def _refused(text: Catalogue, until: datetime | None, now: datetime) -> tuple[str, str]:
    if until is None:
        return text("The company's database does not accept this login and password."), text(
            "Check both. A one-time code works once and expires; your administrator can make a new one."
        )
    if until <= now:
        here = until.astimezone()
        day = Wording(text, ZoneInfo("UTC"), lambda: now).day(here.date())
        return text("The code in this file expired on {day}.", day=day), text(
            "Ask your administrator for a new enrolment file."
        )
    return text("The code in this file has already been used, or a newer one was made."), text(
        "Ask your administrator for a new enrolment file."
    )


def _unreached(text: Catalogue, problem: Problem, data: Mapping[str, Any], *, by_hand: bool) -> tuple[str, str]:
    match problem:
        case Problem.NO_NETWORK | Problem.WRONG_ADDRESS:
            what = text("Sigap cannot reach {host}.", host=str(data.get("host") or text("the company")))
            if by_hand:
                return what, text("Check the address, and the network or the VPN. Then try again.")
            return what, text(
                "Check the network or the VPN, keep this file and try again. If it stays so, tell your administrator."
            )
        case Problem.NO_TLS | Problem.WRONG_CERTIFICATE | Problem.UNSAFE_LOGIN | Problem.OWN_CERTIFICATE:
            return unprotected(text, problem, data)
        case Problem.LOGIN_EXPIRED:
            return text("This login is closed, or may not come in from here."), text(
                "Ask your administrator whether your login is still open."
            )
    return text("The company's database has a problem at the moment."), text(
        "Try again in a few minutes. Nothing is used up in the meantime."
    )


def in_a_file(text: Catalogue) -> tuple[str, str]:
    """That there is no keyring."""
    return text("This computer has no keyring for passwords"), text(
        "The secret that opens your data at the company, and the key to what lies on this laptop, are kept in files in "
        "Sigap's data folder. Only your account on this computer can read them. Lock the screen when you leave it."
    )
