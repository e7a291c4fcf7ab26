"""Being somebody else, or more than one is."""

from __future__ import annotations

from typing import Any

from tests.security.attack import NO_RIGHT, Attack, End, each, sql
from tests.security.attacker import Attacker
from tests.security.persons import Who

ROLES = {
    "takes the role of the owner": "set role portal_owner",
    "takes the role of the superuser": "set role postgres",
    "takes the role of a colleague": 'set role "t-bona"',
    "takes the role that sets passwords": "set role portal_enroll",
    "takes the role of all employees": "set role portal_employee",
    "begins the session anew as a colleague": "set session authorization 't-bona'",
    "begins the session anew as the owner": "set local session authorization portal_owner",
    "makes a role": "create role t_other login",
    "makes a colleague a member of themselves": 'grant "t-eka" to "t-bona"',
    "gives themselves the owner": 'grant portal_owner to "t-eka"',
    "gives a colleague the employees' rights": 'grant portal_employee to "t-bona"',
    "gives themselves the right to read everything": 'grant pg_read_all_data to "t-eka"',
    "sets a colleague's password": "alter role \"t-bona\" password 'x'",
    "sets a password for the role of all employees": "alter role portal_employee password 'x'",
    "makes themselves a superuser": 'alter role "t-eka" superuser',
    "makes themselves exempt from policies": 'alter role "t-eka" bypassrls',
    "makes themselves a maker of roles": 'alter role "t-eka" createrole',
    "gives themselves replication": 'alter role "t-eka" replication',
    "gives themselves more connections": 'alter role "t-eka" connection limit -1',
    "gives themselves more time": "alter role \"t-eka\" valid until 'infinity'",
    "renames themselves to a colleague": 'alter role "t-eka" rename to "t-bona2"',
    "changes a colleague's settings": "alter role \"t-bona\" set search_path = 'x'",
    "changes everybody's settings": "alter role all set search_path = 'x'",
    "changes the settings of all employees": "alter role portal_employee set search_path = 'x'",
    "changes the settings of the database": "alter database <database> set search_path = 'x'",
    "drops a colleague": 'drop role "t-bona"',
    "gives the owner's tables to themselves": 'reassign owned by portal_owner to "t-eka"',
    "drops what the owner owns": "drop owned by portal_owner cascade",
    "writes the password table": "update pg_authid set rolsuper = true",
    "takes the right to a function": 'grant execute on function portal.push(text, text[], text, jsonb) to "t-eka"',
    "makes what is made later everybody's": "alter default privileges for role portal_owner"
    " grant select on tables to public",
    "describes a role": "comment on role portal_employee is 'x'",
}
VERIFIER = f"SCRAM-SHA-256$4096:{'A' * 22}==${'A' * 43}=:{'A' * 43}="
NOT_MINE = {NO_RIGHT, "0A000", "0LP01"}


def claims_a_name(attacker: Attacker) -> Any:
    """Everything in a session that could be mistaken for who one is."""
    for name in ("application_name", "portal.uid", "portal.me", "request.jwt.claims", "claims.session"):
        attacker.run(f"set {name} = 't-bona'")
    return attacker.run("select portal_api.hello(%s, 1)::json ->> 'login'", [attacker.device])


def is_still(login: str) -> Any:
    return lambda brought: brought == [(login,)]


def names_a_function_session_user(attacker: Attacker) -> Any:
    """A name is looked up where the function says, and `session_user` is no name at all."""
    attacker.run("set search_path = pg_temp, portal, portal_api, public")
    return attacker.run("select hello(%s, 1)::json ->> 'login'", [attacker.device])


ATTACKS = [
    *each(Who.EMPLOYEE, ROLES, codes=NOT_MINE),
    Attack(
        "drops the rights that all employees were given",
        Who.EMPLOYEE,
        sql("drop owned by portal_employee"),
        End.USELESS,
    ),
    Attack(
        "takes the way in from everybody",
        Who.EMPLOYEE,
        sql("revoke execute on function portal_api.hello(text, int) from portal_employee"),
        End.USELESS,
    ),
    Attack(
        "hands the way in on to everybody",
        Who.EMPLOYEE,
        sql("grant execute on function portal_api.hello(text, int) to public"),
        End.USELESS,
    ),
    Attack(
        "says in settings that they are another", Who.EMPLOYEE, claims_a_name, End.USELESS, brings=is_still("t-eka")
    ),
    Attack(
        "puts names before the way in's",
        Who.EMPLOYEE,
        names_a_function_session_user,
        End.USELESS,
        brings=is_still("t-eka"),
    ),
    Attack(
        "says hello from a colleague's device",
        Who.EMPLOYEE,
        sql("select portal_api.hello('<device of HR>', 1)"),
        codes=("PT403",),
    ),
    Attack(
        "syncs from a colleague's device", Who.EMPLOYEE, lambda a: a.sync(device="<device of HR>"), codes=("PT403",)
    ),
    Attack(
        "pushes from a colleague's device",
        Who.EMPLOYEE,
        lambda a: a.sync([a.command("Claim", {"request": "<request>"})], device="<device of HR>"),
        codes=("PT403",),
    ),
    Attack(
        "follows from a colleague's device",
        Who.EMPLOYEE,
        sql("select portal_api.follow('<device of HR>', 1, '<request>')"),
        codes=("PT403",),
    ),
    Attack(
        "enrols though no code waits",
        Who.EMPLOYEE,
        lambda a: a.run("select portal_api.enroll(%s)", [VERIFIER]),
        codes=("PT403",),
    ),
    Attack(
        "enrols with a password in the place of a verifier",
        Who.EMPLOYEE,
        sql("select portal_api.enroll('secret')"),
        codes=("PT422",),
    ),
    Attack(
        "enrols with SQL in the place of a verifier",
        Who.EMPLOYEE,
        lambda a: a.run("select portal_api.enroll(%s)", [VERIFIER + "' superuser; --"]),
        codes=("PT422",),
    ),
    Attack(
        "sets a weak password of their own",
        Who.EMPLOYEE,
        sql("alter role \"t-eka\" password 'of the tests'"),
        End.OPEN,
        leaves=frozenset({"roles"}),
        row="one's own password",
    ),
    Attack(
        "keeps settings for their own sessions",
        Who.EMPLOYEE,
        sql("alter role \"t-eka\" set application_name = 'x'", 'alter role "t-eka" reset application_name'),
        End.OPEN,
        row="settings of one's own role",
    ),
    Attack("drops what they own, which is nothing", Who.EMPLOYEE, sql('drop owned by "t-eka"'), End.USELESS),
]
