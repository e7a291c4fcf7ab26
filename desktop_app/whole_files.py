"""Files and folders that are there whole or not at all, whatever stops who writes them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """A place beside `path` to write to. Once all is written it becomes `path`, in place of a file or an empty folder
    that is there; if anything is raised meanwhile it goes, and what was there stays. Raises OSError.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    _remove(part)
    try:
        yield part
        if part.is_dir():
            with suppress(FileNotFoundError):
                path.rmdir()
        part.replace(path)
    except BaseException:
        _remove(part)
        raise


def _remove(part: Path) -> None:
    with suppress(FileNotFoundError):
        if part.is_dir():
            shutil.rmtree(part)
        else:
            part.unlink()
