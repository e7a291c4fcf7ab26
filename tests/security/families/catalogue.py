"""The catalogue and its statistics: how much there is, who else works, and what the database knows of its tables."""

from __future__ import annotations

from typing import Any

import psycopg

from tests.security.attack import NO_RIGHT, Attack, End, each, sql
from tests.security.attacker import Attacker
from tests.security.persons import Who

VIEWS = {
    "reads who else works and on what": "select * from pg_stat_activity",
    "asks the function behind it": "select * from pg_stat_get_activity(null)",
    "reads the most common values of columns": "select * from pg_stats where schemaname = 'portal'",
    "reads raw statistics": "select * from pg_statistic",
    "reads extended statistics": "select * from pg_stats_ext",
    "reads how often tables are written": "select * from pg_stat_all_tables",
    "reads how often tables are read from disk": "select * from pg_statio_all_tables",
    "reads how often indexes are used": "select * from pg_stat_all_indexes",
    "reads how often functions run": "select * from pg_stat_user_functions",
    "reads what the database did so far": "select * from pg_stat_database",
    "reads who is connected with TLS": "select * from pg_stat_ssl",
    "reads replication": "select * from pg_stat_replication",
    "reads replication slots": "select * from pg_replication_slots",
    "reads what is locked": "select * from pg_locks",
    "reads who has a login": "select rolname from pg_roles",
    "reads users": "select usename from pg_user",
    "reads passwords": "select rolpassword from pg_authid",
    "reads passwords by the older view": "select passwd from pg_shadow",
    "reads who belongs to what": "select * from pg_auth_members",
    "reads settings of roles": "select * from pg_db_role_setting",
    "reads the settings of the server": "select * from pg_settings",
    "reads who may come in from where": "select * from pg_hba_file_rules",
    "reads configuration files": "select * from pg_file_settings",
    "reads prepared statements": "select * from pg_prepared_statements",
    "reads open cursors": "select * from pg_cursors",
    "reads prepared transactions": "select * from pg_prepared_xacts",
    "reads memory of the server": "select * from pg_shmem_allocations",
    "reads the source of functions": "select prosrc from pg_proc where proname = 'sync'",
    "reads how many rows there are about": "select reltuples from pg_class where relname = 'request'",
    "reads who may what": "select relacl from pg_class where relname = 'request'",
    "reads names of columns": "select attname from pg_attribute where attrelid = 'pg_class'::regclass",
    "reads the series": "select * from pg_sequences",
    "reads policies": "select * from pg_policies",
    "reads triggers": "select tgname from pg_trigger",
    "reads the code of views": "select definition from pg_views where schemaname = 'portal'",
    "reads the code of views from the rules": "select ev_action from pg_rewrite",
    "reads names of databases": "select datname from pg_database",
    "reads what is described": "select * from pg_shdescription",
    "reads the standard's list of tables": "select * from information_schema.tables",
    "reads the standard's list of functions": "select * from information_schema.routines",
    "reads the standard's list of rights": "select * from information_schema.role_table_grants",
    "reads the standard's list of roles": "select * from information_schema.enabled_roles",
    "reads what was deleted from large objects": "select * from pg_largeobject",
}

FUNCTIONS = {
    "asks for the definition of a function": "select pg_get_functiondef(1)",
    "asks for the definition of a view": "select pg_get_viewdef(1)",
    "asks for the definition of a rule": "select pg_get_ruledef(1)",
    "asks for the size of a table": "select pg_relation_size(1259)",
    "asks for the size of the database": "select pg_database_size(current_database())",
    "asks where a table lies on disk": "select pg_relation_filepath(1259)",
    "asks who has a right": "select has_table_privilege('t-bona', 'pg_class', 'select')",
    "asks who belongs to the owner": "select pg_has_role('t-bona', 'portal_owner', 'member')",
    "asks whether a role exists": "select to_regrole('t-bona')",
    "asks whether a table exists": "select to_regclass('portal.request')",
    "asks how a role with a number is called": "select pg_get_userbyid(10)",
    "asks what an object is": "select pg_describe_object(1259, 1259, 0)",
    "asks who waits for whom": "select pg_blocking_pids(1)",
    "asks how much was written so far": "select pg_current_wal_lsn()",
    "asks when somebody's transaction ended": "select pg_xact_commit_timestamp('1'::xid)",
    "asks which transaction was last": "select * from pg_last_committed_xact()",
    "asks what became of a transaction": "select pg_xact_status('3'::xid8)",
    "asks about the control file": "select * from pg_control_system()",
    "asks for the last number of a series": "select pg_sequence_last_value(1259)",
    "asks how full the queue of notifications is": "select pg_notification_queue_usage()",
    "resets statistics": "select pg_stat_reset()",
    "forges statistics": "select pg_clear_relation_stats('pg_catalog', 'pg_class')",
    "asks a table for its definition in XML": "select table_to_xml(1259, true, true, '')",
    "asks a query for XML": "select query_to_xml('select * from portal.request', true, true, '')",
    "asks the schema for XML": "select schema_to_xml('portal', true, true, '')",
    "asks the database for XML": "select database_to_xml(true, true, '')",
    "asks a cursor for XML": "select cursor_to_xml('c', 1, true, true, '')",
    "counts words by a query in a string": "select * from ts_stat('select subject from portal.request')",
    "rewrites by a query in a string": "select ts_rewrite('a'::tsquery, 'select subject, subject from portal.request')",
    "asks for the newest version of a row": "select currtid2('portal.request', '(0,1)')",
    "takes the number of a transaction": "select pg_current_xact_id()",
    "takes it by its older name": "select txid_current()",
    "asks which transactions run": "select pg_current_snapshot()",
    "asks it by its older name": "select txid_current_snapshot()",
    "hands its snapshot on": "select pg_export_snapshot()",
}

NOT_HERE = {NO_RIGHT, "42883", "42P01"}
"""Some of them are not in every version."""


def names_of_tables(attacker: Attacker) -> Any:
    attacker.run("analyze")
    return [word for word in attacker.heard if '"request"' in word]


def roles_told_apart(attacker: Attacker) -> list[str | None]:
    """The codes for a role that is there, and for one that is not."""
    told = []
    for role in ("t-bona", "t-nobody"):
        try:
            attacker.run(f'set role "{role}"')
        except psycopg.Error as failed:
            told.append(failed.sqlstate)
    return told


ATTACKS = [
    *each(Who.EMPLOYEE, VIEWS, codes=NOT_HERE),
    *each(Who.LEAD, FUNCTIONS, codes=NOT_HERE),
    Attack(
        "multiplies the catalogue with itself",
        Who.EMPLOYEE,
        sql("select count(*) from pg_class a, pg_class b, pg_class c"),
    ),
    Attack(
        "reads the names of tables in warnings of ANALYZE",
        Who.EMPLOYEE,
        names_of_tables,
        End.OPEN,
        row="the names of tables",
        brings=bool,
    ),
    Attack(
        "tells by an error whether a role exists",
        Who.CONTRACTOR,
        roles_told_apart,
        End.OPEN,
        row="of roles",
        brings=lambda codes: codes == ["42501", "22023"],
    ),
    Attack(
        "sees in a cursor which transactions run",
        Who.EMPLOYEE,
        lambda attacker: attacker.sync(full=("site",))["cursor"],
        End.OPEN,
        row="how many transactions run",
        brings=bool,
    ),
]
