"""`sigap-admin` as somebody types it: what it prints, what it complains of, how it ends."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from sigap_server.cli import main


@dataclass
class Admin:
    """`sigap-admin --database URL …`"""

    url: str
    capsys: pytest.CaptureFixture[str]
    patch: pytest.MonkeyPatch

    def __call__(self, *arguments: str | Path) -> tuple[int, str, str]:
        """Exit status, what it printed, what it complained of."""
        self.patch.setattr(sys, "argv", ["sigap-admin", "--database", self.url, *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            main()
        said = self.capsys.readouterr()
        return int(ended.value.code or 0), said.out, said.err

    def fails(self, *arguments: str | Path) -> str:
        """The sentence with which it ends."""
        code, _, complaint = self(*arguments)
        assert code == 1
        assert "Traceback" not in complaint
        return complaint.strip()

    def does(self, *arguments: str | Path) -> str:
        code, said, complaint = self(*arguments)
        assert (code, complaint) == (0, "")
        return said.strip()
