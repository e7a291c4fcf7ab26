"""Sees to the few system packages that Qt and the tests need, or names all that are missing in one line.

Standard library only: this runs before anything is installed. As root with apt-get it installs them; anybody else gets
one `sudo apt install …` to hand on. `system_packages.py setup|run|test|bundle` says what is about to be done.
"""

from __future__ import annotations

import ctypes
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

# library that Qt's wheel loads → the package that has it; where a newer release renamed it, the new name first
QT = {
    "libGL.so.1": ("libgl1",),
    "libEGL.so.1": ("libegl1",),
    "libX11.so.6": ("libx11-6",),
    "libxkbcommon.so.0": ("libxkbcommon0",),
    "libglib-2.0.so.0": ("libglib2.0-0t64", "libglib2.0-0"),
    "libdbus-1.so.3": ("libdbus-1-3",),
    "libfontconfig.so.1": ("libfontconfig1",),
    "libfreetype.so.6": ("libfreetype6",),
    "libgssapi_krb5.so.2": ("libgssapi-krb5-2",),
    "libbrotlidec.so.1": ("libbrotli1",),
    "libzstd.so.1": ("libzstd1",),
}
X11 = {
    "libxkbcommon-x11.so.0": ("libxkbcommon-x11-0",),
    "libX11-xcb.so.1": ("libx11-xcb1",),
    "libxcb-cursor.so.0": ("libxcb-cursor0",),
    "libxcb-icccm.so.4": ("libxcb-icccm4",),
    "libxcb-image.so.0": ("libxcb-image0",),
    "libxcb-keysyms.so.1": ("libxcb-keysyms1",),
    "libxcb-randr.so.0": ("libxcb-randr0",),
    "libxcb-render-util.so.0": ("libxcb-render-util0",),
    "libxcb-shape.so.0": ("libxcb-shape0",),
    "libxcb-sync.so.1": ("libxcb-sync1",),
    "libxcb-util.so.1": ("libxcb-util1",),
    "libxcb-xfixes.so.0": ("libxcb-xfixes0",),
    "libxcb-xkb.so.1": ("libxcb-xkb1",),
}
WAYLAND = {
    "libwayland-client.so.0": ("libwayland-client0",),
    "libwayland-cursor.so.0": ("libwayland-cursor0",),
}
FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts")
FONT_ENDINGS = (".ttf", ".otf", ".ttc", ".pfb")


def has_library(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def fonts() -> Iterator[str]:
    """The file names of the fonts that fontconfig would find."""
    for folder in FONT_FOLDERS:
        for _, _, names in os.walk(Path(folder).expanduser()):
            yield from (name for name in names if name.lower().endswith(FONT_ENDINGS))


def has_postgresql() -> bool:
    """Whether a PostgreSQL of the system is there: the TLS tests need one, the wheel's is built without TLS."""
    return any(Path("/usr/lib/postgresql").glob("*/bin/initdb")) or shutil.which("initdb") is not None


def needed(purpose: str) -> Iterator[tuple[str, ...]]:
    """The packages that are missing for `purpose`, each with its names, newest first."""
    if importlib.util.find_spec("ensurepip") is None:
        yield ("python3-venv",)
    if purpose == "setup":
        return
    libraries = dict(QT)
    if purpose == "run" and os.environ.get("DISPLAY"):
        libraries |= X11
    if purpose == "run" and os.environ.get("WAYLAND_DISPLAY"):
        libraries |= WAYLAND
    yield from (packages for library, packages in libraries.items() if not has_library(library))
    if not any(fonts()):
        yield ("fonts-inter",)
    if purpose == "test" and not has_postgresql():
        yield ("postgresql",)
    if purpose == "test" and shutil.which("pgbouncer", path=f"{os.environ.get('PATH', '')}:/usr/sbin") is None:
        yield ("pgbouncer",)
    if purpose == "test" and shutil.which("faketime") is None:
        yield ("faketime",)
    if purpose == "bundle" and shutil.which("objdump") is None:
        yield ("binutils",)


def welcome() -> Iterator[tuple[str, ...]]:
    """What is installed on the way where we may, and never asked of a person: the interface's own typeface."""
    if not any(name.startswith("Inter") for name in fonts()):
        yield ("fonts-inter",)


def names(packages: list[tuple[str, ...]]) -> list[str]:
    """The names this release of the distribution has for packages; the oldest where it cannot be asked."""
    return sorted({next(filter(is_known, one[:-1]), one[-1]) for one in packages})


def is_known(name: str) -> bool:
    if not shutil.which("apt-cache"):
        return False
    return subprocess.run(["apt-cache", "show", name], capture_output=True).returncode == 0


def install(packages: list[tuple[str, ...]]) -> None:
    """Tries to; whether it helped shows in what is still needed."""
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "--quiet=2"], env=environment, stdin=subprocess.DEVNULL, capture_output=True)
    command = ["apt-get", "install", "--yes", "--quiet=2", "--no-install-recommends"]
    command += ["-o", "DPkg::Lock::Timeout=120", *names(packages)]  # another installation may be under way
    subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, capture_output=True)


def main(arguments: list[str]) -> int:
    if not sys.platform.startswith("linux"):
        return 0
    purpose = arguments[0]
    missing = list(needed(purpose))
    extra = list(welcome()) if purpose != "setup" else []
    if os.geteuid() == 0 and shutil.which("apt-get") and (missing or extra):
        print("Installing the system packages that are missing …", flush=True)
        install(missing + extra)
        missing = list(needed(purpose))
    if not missing:
        return 0
    if shutil.which("apt-cache"):
        print(f"sudo apt install {' '.join(names(missing + extra))}")
    else:
        print(f"Please install what Debian calls {' '.join(names(missing + extra))}")
    return 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
