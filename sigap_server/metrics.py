"""Numbers that say how the portal is doing, for a look or for a monitoring system: one row, a few milliseconds."""

from __future__ import annotations

import psycopg

MEANINGS = {
    "people": "people of the company",
    "devices": "laptops that ever came, but for revoked ones",
    "connections": "connections to this database now",
    "followers": "open conversations that are being listened to",
    "commands_hour": "commands received in the last hour",
    "commands_day": "commands received in the last 24 hours",
    "refused_day": "of these, refused",
    "failed_day": "of these, refused because of a defect: should be 0",
    "requests": "requests in the hot tables",
    "requests_open": "requests that are neither resolved, closed nor cancelled",
    "requests_new": "requests that nobody has taken",
    "oldest_new_minutes": "minutes since the oldest of them was received",
    "files_incomplete": "files whose bytes have not all arrived",
    "tombstones": "rows that say what left which laptops",
    "database_bytes": "size of the database on the disk",
    "event_bytes": "of these, the events and their indexes",
    "chunk_bytes": "of these, the files people attached",
    "cache_hits": "share of pages found in memory, 0 to 1",
    "dead_rows": "rows waiting for a vacuum",
    "oldest_transaction_minutes": "minutes that the oldest open transaction is open",
    "transaction_age": "transactions since the last full vacuum; act at 1,000,000,000",
    "archive_failures": "failures to archive WAL since the statistics began",
    "standbys": "standbys that follow",
    "standby_lag_seconds": "how far the slowest of them is behind",
}
"""What each number counts, in the order they are shown."""

_QUERY = """
with recent as (select outcome, received from portal.event where received > portal.now() - 86400000000),
     unsolved as (select state, received from portal.request where state not in ('resolved', 'closed', 'cancelled'))
select
  (select count(*) from portal.person) as people,
  (select count(*) from portal.device where not revoked) as devices,
  (select count(*) from pg_stat_activity where datname = current_database()) as connections,
  (select count(*) from portal.follower where until > portal.now()) as followers,
  (select count(*) from recent where received > portal.now() - 3600000000) as commands_hour,
  (select count(*) from recent) as commands_day,
  (select count(*) from recent where outcome is not null) as refused_day,
  (select count(*) from recent where outcome ->> 'code' = 'failed') as failed_day,
  (select count(*) from portal.request) as requests,
  (select count(*) from unsolved) as requests_open,
  (select count(*) from unsolved where state = 'new') as requests_new,
  (select coalesce((portal.now() - min(received)) / 60000000, 0) from unsolved where state = 'new')
   as oldest_new_minutes,
  (select count(*) from portal.attachment where not complete) as files_incomplete,
  (select count(*) from portal.departed) as tombstones,
  pg_database_size(current_database()) as database_bytes,
  pg_total_relation_size('portal.event') as event_bytes,
  pg_total_relation_size('portal.chunk') as chunk_bytes,
  (select round(blks_hit::numeric / nullif(blks_hit + blks_read, 0), 4)::float from pg_stat_database
   where datname = current_database()) as cache_hits,
  (select coalesce(sum(n_dead_tup), 0)::bigint from pg_stat_user_tables where schemaname = 'portal') as dead_rows,
  (select coalesce(max(extract(epoch from now() - xact_start)) / 60, 0)::int from pg_stat_activity
   where pid <> pg_backend_pid()) as oldest_transaction_minutes,
  (select age(datfrozenxid) from pg_database where datname = current_database()) as transaction_age,
  (select failed_count from pg_stat_archiver) as archive_failures,
  (select count(*) from pg_stat_replication) as standbys,
  (select coalesce(max(extract(epoch from replay_lag)), 0)::int from pg_stat_replication) as standby_lag_seconds
"""


def metrics(connection: psycopg.Connection) -> dict[str, float]:
    """Each number by its name."""
    cursor = connection.execute(_QUERY)
    row = cursor.fetchone()
    assert row is not None and cursor.description is not None
    found = {column.name: value for column, value in zip(cursor.description, row, strict=True)}
    return {name: found[name] or 0 for name in MEANINGS}
