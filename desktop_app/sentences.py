"""What Sigap says about requests and syncing: one place for windows, terminal and notices.

Codes, states and kinds are the domain's; here they become sentences in the reader's language. `text` is the catalogue.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from desktop_app.catalogue import Catalogue
from desktop_app.protection_sentences import unprotected

Say = Callable[[Catalogue], str]
NameOf = Callable[[str], str]
TimeWords = Callable[[datetime], str]

STATES: dict[str, Say] = {
    "new": lambda text: text("New"),
    "in_progress": lambda text: text("In progress"),
    "waiting_requester": lambda text: text("Waiting for the requester"),
    "waiting_other": lambda text: text("Waiting for someone else"),
    "resolved": lambda text: text("Answered"),
    "closed": lambda text: text("Closed"),
    "cancelled": lambda text: text("Cancelled"),
}

PRIORITIES: dict[str, Say] = {
    "low": lambda text: text("Low priority"),
    "normal": lambda text: text("Normal priority"),
    "high": lambda text: text("High priority"),
    "emergency": lambda text: text("Emergency"),
}

_REFUSALS: dict[str, Say] = {
    "unknown": lambda text: text("It is not here, or it is no longer yours to see."),
    "archived": lambda text: text(
        "It ended long ago and has left the laptops. The company still keeps it; start a new request, or ask the team."
    ),
    "erased": lambda text: text("It is the request of somebody whose data the company has erased."),
    "wrong_state": lambda text: text("The request has moved on in the meantime, so this no longer fits."),
    "not_yours": lambda text: text("Only somebody else can do this."),
    "empty": lambda text: text("There are no words in it yet. Write something first."),
    "too_long": lambda text: text("It is longer than a message may be. Shorten it, or attach it as a file."),
    "invalid": lambda text: text("It could not be understood. Please do it once more."),
    "invalid_file": lambda text: text("One of the files cannot be sent: its name or its size is not acceptable."),
    "too_late": lambda text: text("It was solved more than 14 days ago. Please start a new request."),
    "too_soon": lambda text: text("They were reminded less than a day ago. Please wait until tomorrow."),
    "changed": lambda text: text("The text has changed in the meantime. Please read it once more."),
    "lead_only": lambda text: text("Only the lead of the team may do this."),
    "second_person": lambda text: text("Somebody else of the team has to publish it: you wrote it."),
    "scheduled": lambda text: text("It waits for the day of its publication. Cancel that first."),
    "not_scheduled": lambda text: text("It no longer waits for a day: it was published, or that was cancelled."),
    "not_in_review": lambda text: text("Nobody waits for a review of it any more."),
    "form_withdrawn": lambda text: text("This form is no longer offered. Your words are kept as a draft."),
    "wrong_date": lambda text: text("The date of this laptop is off by more than a day. Set it right and send again."),
    "unknown_command": lambda text: text(
        "The company's database does not know this action yet. Ask your administrator to update it."
    ),
    "failed": lambda text: text(
        "Something went wrong at the company's database. Your words are kept; tell your administrator."
    ),
}

ANSWER_REASONS: dict[str, Say] = {
    "required": lambda text: text("Please answer this question."),
    "unknown_field": lambda text: text("This form has no such question."),
}


def state(text: Catalogue, name: str) -> str:
    """The state of a request in a word or two."""
    return STATES[name](text)


def priority(text: Catalogue, name: str) -> str:
    """The priority in words; a company's own word is shown as it is."""
    return PRIORITIES[name](text) if name in PRIORITIES else name


def refusal(text: Catalogue, code: str, data: Mapping[str, Any], name_of: NameOf, when: TimeWords) -> str:
    """Why something was not done. `data["at"]` is an aware time, or None where the database has not said it."""
    if code == "taken":
        by = data.get("by")
        if not by:
            return text("Nobody has this request now. Look at it again.")
        if data.get("at") is not None:
            return text(
                "{name} was faster and has had this request since {time}.", name=name_of(by), time=when(data["at"])
            )
        return text("{name} already has this request.", name=name_of(by))
    if code == "invalid_answers":
        reason = str(data.get("reason", ""))
        why = (
            ANSWER_REASONS[reason](text) if reason in ANSWER_REASONS else text("This answer does not fit the question.")
        )
        return text("{field}: {why}", field=data.get("label") or data.get("field", ""), why=why)
    return _REFUSALS.get(code, _REFUSALS["failed"])(text)


def step(text: Catalogue, kind: str, data: Mapping[str, Any], who: str) -> str:
    """One step of the timeline: who did what."""
    match kind:
        case "Submit":
            return text("{who} sent the request", who=who)
        case "AddReply" if data.get("take"):
            return text("{who} took the request and replied", who=who)
        case "AddReply":
            return text("{who} wrote", who=who)
        case "AskRequester":
            return text("{who} asked for an answer", who=who)
        case "Claim":
            return text("{who} took the request", who=who)
        case "TakeOver":
            return text("{who} took the request over", who=who)
        case "Release":
            return text("{who} gave the request back to the queue", who=who)
        case "WaitForOther":
            return text("{who} is waiting for someone else", who=who)
        case "Resume":
            return text("{who} goes on with the request", who=who)
        case "Resolve":
            return text("{who} answered and thinks it is solved", who=who)
        case "Close":
            return text("{who} confirmed that it is solved", who=who)
        case "Reopen":
            return text("{who} opened the request again", who=who)
        case "Rate":
            return text.plural("{who} gave {n} star", "{who} gave {n} stars", int(data.get("stars", 0)), who=who)
        case "Cancel":
            return text("{who} cancelled the request", who=who)
    return text("{who} did something this version does not know", who=who)


def notice(text: Catalogue, kind: str, data: Mapping[str, Any], name_of: NameOf, when: TimeWords) -> str:
    """What a notice says. `data` holds what the store kept: `code`, `actor`, `subject`, `count`."""
    subject = str(data.get("subject", ""))
    actor = name_of(str(data["actor"])) if data.get("actor") else ""
    match kind:
        case "refused":
            why = refusal(text, str(data["code"]), data, name_of, when)
            return text("Not sent: {subject}. {why}", subject=subject, why=why) if subject else why
        case "reply":
            return text("{name} replied: {subject}", name=actor, subject=subject)
        case "question":
            return text("{name} has a question for you: {subject}", name=actor, subject=subject)
        case "taken":
            return text("{name} takes care of it: {subject}", name=actor, subject=subject)
        case "resolved":
            return text("{name} answered, please confirm: {subject}", name=actor, subject=subject)
        case "reopened":
            return text("{name} is not done yet: {subject}", name=actor, subject=subject)
        case "repaired":
            return text(
                "The data on this laptop was damaged and has been set aside. "
                "What you had written was kept, the rest is fetched again."
            )
        case "reminded":
            return text("Please read and confirm: {subject}", subject=subject)
        case "unanswered":
            return (
                text("Your answer without a name could not be given any more: {subject}", subject=subject)
                if subject
                else text("One of your answers without a name could not be given any more.")
            )
    return subject


def problem(text: Catalogue, code: str, data: Mapping[str, Any] | None = None) -> tuple[str, str]:
    """What keeps the laptop from syncing, and what to do. All local work goes on in the meantime."""
    detail = str((data or {}).get("host", ""))
    match code:
        case "no_network":
            return text("There is no network."), text("Go on working: everything is sent once the laptop is connected.")
        case "wrong_address":
            return (
                text("The company's database cannot be reached at {host}.", host=detail or text("this address")),
                text("Check the network or the VPN, and the address in Settings."),
            )
        case "wrong_password":
            return text("The company's database does not accept the password."), text(
                "Enter it again in Settings, or ask your administrator for a new one."
            )
        case "login_expired":
            return text("Your access has ended or was blocked."), text(
                "Ask your administrator. What you wrote stays on this laptop."
            )
        case "server_too_old":
            return text("The company's database is older than this application."), text(
                "Ask your administrator to update it. What you write is kept."
            )
        case "client_too_old":
            return text("This application is too old for the company's database."), text(
                "Update Sigap. What you write is kept."
            )
        case "no_tls" | "wrong_certificate" | "unsafe_login" | "own_certificate":
            return unprotected(text, code, data or {})
        case "strange_server":
            return text("This is not the database this laptop knows."), text(
                "Nothing was deleted. Ask your administrator whether it was restored or replaced."
            )
        case "not_your_device":
            return text("This laptop is registered for somebody else."), text(
                "Start Sigap with a data folder of your own, or ask your administrator."
            )
        case "shut_out":
            return text("Your company has closed this laptop's access."), text(
                "Your data is being removed from it. Ask your administrator."
            )
        case "read_only":
            what = text("The company's main server is away: what is new can be read, nothing can be sent.")
            if n := int((data or {}).get("waiting", 0)):
                return what, text.plural(
                    "{n} thing of yours waits and is sent by itself when it is back.",
                    "{n} things of yours wait and are sent by themselves when it is back.",
                    n,
                )
            return what, text("Go on working: what you write is sent by itself when it is back.")
        case "server_behind":
            return text("The company's server that answers is not up to date yet."), text(
                "Go on working: Sigap looks for a newer one by itself."
            )
        case "server_restored":
            return text("The company's database is being restored from a backup."), text(
                "What you write is kept and sent afterwards. Tell your administrator if it stays so."
            )
        case "server_full":
            return text("The company's server has no room left, so it takes nothing new."), text(
                "Tell your administrator. What you write is kept here and sent by itself once there is room."
            )
        case "laptop_full":
            return text("The disk of this laptop is full, so what came could not be kept."), text(
                "Make room on the disk. It is fetched again by itself."
            )
        case "quota":
            return text("Too much was sent in the last hour."), text("It goes on by itself later. Nothing is lost.")
    return text("The company's database had a problem."), text(
        "Sigap tries again by itself. If it stays so, tell your administrator."
    )


def file_refusal(text: Catalogue, reason: str, name: str) -> str:
    """Why a file cannot be attached, and what to do."""
    match reason:
        case "empty":
            return text("{name} is empty. Choose another file.", name=name)
        case "too_large":
            return text(
                "{name} is larger than 25 MB. Make it smaller, or share it another way and say where it is.", name=name
            )
        case "name":
            return text("{name} has a name that cannot be used. Rename it and attach it again.", name=name)
    return text("{name} cannot be read. Check that it is still there and that you may open it.", name=name)
