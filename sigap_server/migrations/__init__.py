"""The tables of the shared database, version by version. Functions, policies and grants are not here: see `sql/`."""
