"""Articles for the tests of the search: three in Indonesian, two in English, each with sections."""

from __future__ import annotations

from desktop_app.domain.knowledge.rows import Article


def article(
    id: str, body: str, *, language: str = "id", title: str | None = None, category: str = "leave", version: int = 1
) -> Article:
    """An article; its title is its id as words unless one is given."""
    return Article(id, language, title or id.replace("-", " ").capitalize(), body, category, version=version)


MATERNITY = article(
    "cuti-melahirkan",
    """Karyawan berhak atas cuti selama tiga bulan.

## Syarat

Serahkan surat keterangan dokter paling lambat dua minggu sebelumnya.

## Upah selama cuti

Pembayaran upah tetap penuh. Upah dibayarkan pada tanggal yang sama.
""",
)
SICK = article(
    "cuti-sakit",
    """Beri tahu atasan sebelum jam kerja.

## Surat dokter

Surat dokter diperlukan mulai hari kedua.
""",
)
EXPENSES = article("penggantian-biaya", "Simpan kuitansi perjalanan dinas.\n", category="pay")
MATERNITY_EN = article(
    "cuti-melahirkan",
    """Employees are entitled to three months.

## What you need

A doctor's certificate, two weeks before. Policies differ by site.
""",
    language="en",
    title="Maternity leave",
)
LAPTOP_EN = article(
    "laptop", "Report a broken laptop.\n\n## Repairs\n\nRepairs take two days.\n", language="en", category="it"
)

ALL = (MATERNITY, SICK, EXPENSES, MATERNITY_EN, LAPTOP_EN)
