"""What Sigap says of a laptop that has locked itself, and of one whose copy was removed: for windows and terminal."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from desktop_app.catalogue import Catalogue
from desktop_app.wording import Wording


def removed(text: Catalogue, reason: str, at: datetime, unsent: int) -> tuple[str, str]:
    """What happened to what was on this laptop, and what to do. `reason`: `blocked`, `left`, `revoked`."""
    here = at.astimezone()
    day = Wording(text, ZoneInfo("UTC"), lambda: at).day(here.date())
    match reason:
        case "left":
            what = text("Your data was removed from this laptop on {day}: your work at the company has ended.", day=day)
            to_do = text("If this is a mistake, ask your administrator.")
        case "revoked":
            what = text("Your data was removed from this laptop on {day}: it was reported lost or replaced.", day=day)
            to_do = text("With a new enrolment file from your administrator this laptop can be yours again.")
        case _:
            what = text("Your data was removed from this laptop on {day}: your access was blocked.", day=day)
            to_do = text("Ask your administrator. With a new enrolment file this laptop can be yours again.")
    if unsent:
        lost = text.plural(
            "{n} thing you had written was not sent yet and was removed too.",
            "{n} things you had written were not sent yet and were removed too.",
            unsent,
        )
        return what, f"{lost} {to_do}"
    return what, to_do


def locked(text: Catalogue, days: int) -> tuple[str, str]:
    """That the laptop shows nothing, and why."""
    return text("This laptop has locked itself"), text.plural(
        "It has not reached your company for {n} day. Sigap shows nothing until it does, in case the laptop was lost.",
        "It has not reached your company for {n} days. Sigap shows nothing until it does, in case the laptop was lost.",
        days,
    )


def kept(text: Catalogue, waiting: int) -> str:
    """What is safe meanwhile."""
    if waiting:
        return text.plural(
            "Nothing was deleted. {n} thing you wrote waits on this laptop and is sent when it opens.",
            "Nothing was deleted. {n} things you wrote wait on this laptop and are sent when it opens.",
            waiting,
        )
    return text("Nothing was deleted, and everything you wrote has been sent.")


def opens_by(text: Catalogue) -> str:
    """What to do."""
    return text("Connect to the internet or your company's network. Sigap opens by itself.")


def locked_line(text: Catalogue, days: int, waiting: int) -> str:
    """All of it for a terminal."""
    title, why = locked(text, days)
    return f"{title}. {why} {kept(text, waiting)} {text('Connect, then run: sigap sync')}"


def key_unreachable(text: Catalogue) -> tuple[tuple[str, str], str, str]:
    """That the keyring does not give the key: what happened, what is safe, what to do."""
    what = (
        text("Your data cannot be opened yet"),
        text("The key to it is in this computer's keyring, which is locked or cannot be reached from here."),
    )
    return what, text("Nothing is lost."), text("Unlock the keyring, or log in to your desktop, and try again.")


def key_gone(text: Catalogue) -> tuple[str, str]:
    """That the keyring has no key any more: what happened, what to do."""
    return (
        text("The key to your data is no longer in this computer's keyring, so nobody can read the data any more."),
        text("With a new enrolment file from your administrator everything is fetched again, but what was not sent."),
    )
