"""Loads Qt, and takes back what that does to every import after it. To be imported before all that stands on Qt.

PySide6 puts a function of its own in the place of `__import__`, for programs that would rather write `set_text` than
`setText`. It reads the source of every module loaded from then on and keeps it: 14 MB and 50 ms of our start, for
nothing we use.
"""

from __future__ import annotations

import builtins

_plain = builtins.__import__
import PySide6.QtCore  # noqa: E402, F401

builtins.__import__ = _plain
