"""Runs the benchmarks one after the other, each in a process of its own, so that none warms another's caches.

`python -m benchmarks.run [SUBJECT …]`. A subject is a module beside this one; it prints a table for people and JSON
lines for machines. `SIGAP_CORPORA` names a folder with larger texts; without it the sample company is measured.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

SUBJECTS = (
    "search", "first_index", "meaning", "questions", "ranking", "importing", "startup", "sync", "live", "at_rest",
)  # fmt: skip
HERE = Path(__file__).parent


def main(subjects: list[str]) -> int:
    unknown = [subject for subject in subjects if subject not in SUBJECTS]
    if unknown:
        print(f"There is no benchmark {', '.join(unknown)}: there are {', '.join(SUBJECTS)}.", file=sys.stderr)
        return 1
    if not os.environ.get("SIGAP_CORPORA"):
        print("SIGAP_CORPORA is not set: what needs larger texts is measured on the sample company.\n", flush=True)
    failed = []
    for subject in subjects or SUBJECTS:
        if not (HERE / f"{subject}.py").exists():
            print(f"== {subject}: not there\n", flush=True)
            failed.append(subject)
            continue
        print(f"== {subject}", flush=True)
        if subprocess.run([sys.executable, "-m", f"benchmarks.{subject}"], cwd=HERE.parent).returncode:
            failed.append(subject)
        print(flush=True)
    if failed:
        print(f"Without a result: {', '.join(failed)}.", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
