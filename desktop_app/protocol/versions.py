"""Which command schema this application speaks. The database says in `hello` which ones it takes (I9)."""

SCHEMA = 1
