"""Reads documents and folders in a process of its own: a window goes on, whatever a file does to its reader."""

from __future__ import annotations

from pathlib import Path

from desktop_app.child import Child, Crashed, Late, Told, nothing_told
from desktop_app.documents.convert import from_said
from desktop_app.documents.converted import Converted, NotConvertible, Reason
from desktop_app.documents.folder import Base
from desktop_app.documents.folder import from_said as base_from_said
from desktop_app.domain.knowledge.pictures import LARGEST_PICTURE

HIDDEN_ARGUMENT, FOLDER_ARGUMENT = "--read-a-document", "--read-a-folder"
LONGEST, LONGEST_FOLDER = 60.0, 900.0  # seconds


def convert_apart(path: Path, longest: float = LONGEST, child: Child | None = None) -> Converted:
    """As `convert`; a file that takes too long, or ends its reader, is no document. Raises `NotConvertible`, OSError,
    and `Stopped` where somebody ended the child.

    Waits for the child: to be called off the UI thread.
    """
    path.stat()
    try:
        said = (child or Child()).run([HIDDEN_ARGUMENT, str(path.resolve())], longest=longest)
    except Late as late:
        raise NotConvertible(Reason.TOO_LARGE) from late
    except Crashed as crashed:
        raise NotConvertible(Reason.NOT_A_DOCUMENT) from crashed
    return from_said(said)


def read_apart(
    path: Path, child: Child | None = None, *, largest_picture: int = LARGEST_PICTURE, told: Told = nothing_told
) -> Base:
    """As `read_base`. Raises `NotConvertible`, OSError, and `Stopped` where somebody ended the child."""
    path.stat()
    arguments = [FOLDER_ARGUMENT, str(path.resolve()), str(largest_picture)]
    try:
        said = (child or Child()).run(arguments, told=told, longest=LONGEST_FOLDER)
    except Late as late:
        raise NotConvertible(Reason.TOO_LARGE) from late
    except Crashed as crashed:
        raise NotConvertible(Reason.NOT_A_DOCUMENT) from crashed
    return base_from_said(said)
