"""The graph as CSV files, one a table, for spreadsheets and data frames."""

from __future__ import annotations

from pathlib import Path

from pyoxigraph import Store

from kg.graph.sheet import plain_cell
from kg.query.results import well_formed
from kg.query.sheets import SHEETS, Row, Sheet, sheet

_BETWEEN = " | "


def write_tables(store: Store, folder: Path) -> None:
    """A file for each table (`persons.csv`, `tenures.csv`, ...) in a folder that is there.

    UTF-8 with the mark that spreadsheets know it by. Several values of a cell stand between bars; what a spreadsheet
    would take for a formula begins with an apostrophe.
    """
    for name in SHEETS:
        write_table(sheet(store, name), folder / f"{name}.csv")


def write_table(table: Sheet, file: Path) -> None:
    """One table as CSV with a header."""
    from defusedcsv import csv  # type: ignore[import-untyped]

    with file.open("w", encoding="utf-8-sig", errors="replace", newline="") as out:
        writer = csv.writer(out, lineterminator="\r\n")
        writer.writerow(table.columns)
        writer.writerows([cell(row, column) for column in table.columns] for row in table.rows)


def cell(row: Row, column: str) -> str:
    """The values of a cell as words."""
    return plain_cell(well_formed(_BETWEEN.join(row.get(column, ()))))
