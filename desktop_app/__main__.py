"""`sigap`: the window, or one command of the terminal door."""

from __future__ import annotations

import sys

INDEX_BUILD = "--index-build"  # how a bundle starts its own index child process: it has no `python -m`


def main() -> None:
    """Entry point of the command `sigap`."""
    if len(sys.argv) > 1 and sys.argv[1] == INDEX_BUILD:
        from desktop_app.search.build import main as build

        sys.exit(build(sys.argv[2:]))
    from desktop_app.entry.terminal import run

    run()


if __name__ == "__main__":
    main()
