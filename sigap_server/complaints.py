"""What went wrong, as a sentence for the administrator: what it is, and what to do."""

from __future__ import annotations

import psycopg

from sigap_server.audit.daily import NothingSigned
from sigap_server.audit.series import BadKey, BadSeries
from sigap_server.authority import BadAuthority
from sigap_server.backup import BackupFailed
from sigap_server.enrol import UnknownPerson
from sigap_server.erasure import Held, NobodyToErase, StillHere, StillLeads, StillOnLaptops
from sigap_server.file_errors import FileErrors
from sigap_server.holds import NothingToHold, UnknownHold
from sigap_server.install import NotAdministrator
from sigap_server.logins import NotAnEmployee
from sigap_server.postgres_programs import ProgramsMissing
from sigap_server.publish import AlreadyPublished, UnknownGuard
from sigap_server.retention import AlreadyRunning, UnknownPolicy
from sigap_server.ways_in import UnknownDevice


class Complaint(Exception):
    """Already a sentence."""


KNOWN = (
    Complaint, FileErrors, NotAdministrator, NotAnEmployee, UnknownPerson, AlreadyPublished, UnknownGuard,
    NotADirectoryError, psycopg.Error, BackupFailed, ProgramsMissing,
    UnknownDevice, AlreadyRunning, UnknownPolicy, NothingToHold, UnknownHold, BadAuthority,
    BadKey, BadSeries, NothingSigned,
    Held, NobodyToErase, StillHere, StillLeads, StillOnLaptops,
)  # fmt: skip
_NO_PORTAL = (psycopg.errors.UndefinedTable, psycopg.errors.UndefinedFunction, psycopg.errors.InvalidSchemaName)


def sentence(error: BaseException) -> str:
    """One sentence; of files with mistakes, a line for each."""
    match error:
        case FileErrors():
            return f"{error}\nNothing was published."
        case NotAdministrator():
            return "This needs a superuser of the server: only one can take away what PostgreSQL gives to everybody."
        case NotAnEmployee():
            return f"The login {error.login} is there for something else; choose another for this person."
        case UnknownPerson():
            return f"Nobody in the company has the login {error.login}; enter people first with `people import`."
        case UnknownDevice():
            return f"No laptop has the name {error.device}: `sigap-admin devices list LOGIN` says which there are."
        case AlreadyPublished():
            return f"{error.what}, version {error.version}, was published with other content: give it a new version."
        case UnknownGuard():
            return f"The lifecycle names the guard {error.guard}, which the database does not know."
        case BackupFailed():
            return f"There is no backup: {error.words}."
        case AlreadyRunning():
            return "Another `sigap-admin retention run` is under way."
        case UnknownPolicy(what="*"):
            return "The policy for everything can be changed and not dropped: `sigap-admin retention set`."
        case UnknownPolicy():
            return f"There is no team or form {error.what}."
        case NothingToHold():
            return f"There is no request, and nobody, called {error.what}."
        case NobodyToErase():
            return f"Nothing in the database is of {error.login}."
        case StillHere():
            return f"{error.login} is still in the company: `sigap-admin people leave {error.login}` comes first."
        case StillOnLaptops():
            return (
                f"{error.laptops} of their laptops have not removed their copy yet, and cannot be told once it is done:"
                " wait, or say --laptops-lost."
            )
        case StillLeads():
            return f"Still leads {', '.join(error.teams)}: publish who does now."
        case Held():
            return f"Held by {', '.join(error.holds)}: `sigap-admin hold list` says why."
        case UnknownHold():
            return f"There is no hold {error.what} in force: `sigap-admin hold list` says which are."
        case BadAuthority(path=path, why=why) | BadKey(path=path, why=why) | BadSeries(path=path, why=why):
            return f"{path} {why}."
        case NothingSigned(why=why, restored=restored):
            to_do = "If you know why, say --restored." if restored else "`sigap-admin audit verify` says more."
            return "\n".join([*why, f"Nothing was signed. {to_do}"])
        case NotADirectoryError():
            return f"{error} is not a folder."
        case psycopg.Error() if isinstance(error, _NO_PORTAL):
            return "This database has no portal, or an older one: run `sigap-admin db init`."
        case psycopg.errors.InsufficientPrivilege():
            return f"The database does not allow it: {error.diag.message_primary}."
        case psycopg.OperationalError() if error.sqlstate is None:
            return f"The database cannot be reached: {' '.join(str(error).split())}"
        case psycopg.Error():
            return f"The database refused: {error.diag.message_primary or ' '.join(str(error).split())}."
        case _:
            return str(error)
