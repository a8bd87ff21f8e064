"""Imports registrations with polars, making the checks that `ovelse import` makes of such a file.

What benches/import.rs compares with. It reads FOLDER/rows.csv, checks the municipalities against the list, the dates
against the exercise and the form of addresses and times, lets the last answer of each municipality stand, and writes
one row for each of them. It refuses the file if any row is wrong, and names the first one.
"""

import sys
import tomllib
from pathlib import Path

import polars as pl

folder = Path(sys.argv[1])
exercise = tomllib.loads((folder / "exercise.toml").read_text())
dates = [date["start"].date() for date in exercise["date"]]


def evened(column):
    return column.str.normalize("NFC").str.strip_chars().str.to_lowercase().str.strip_suffix(" kommune")


invited = pl.read_csv(folder / "data/municipalities.csv", schema_overrides={"number": pl.String})
invited = invited.select(evened(pl.col("name")).alias("key"), pl.col("number"), pl.col("name").alias("municipality"))
written = pl.read_csv(folder / "rows.csv", separator=";", infer_schema=False).with_row_index("line", offset=2)
rows = written.join(invited, left_on=evened(pl.col("Kommune")), right_on="key", how="left", maintain_order="left")
rows = rows.with_columns(
    pl.col("Pri 1").str.to_date("%d.%m.%Y", strict=False).alias("first"),
    pl.col("Pri 2").str.to_date("%d.%m.%Y", strict=False).alias("second"),
    pl.col("Mottatt").str.to_datetime("%d.%m.%Y %H:%M", strict=False).alias("received"),
    pl.col("E-post").str.contains(r"^[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$").alias("is_address"),
)
refused = rows.filter(
    pl.col("number").is_null()
    | ~pl.col("first").is_in(dates).fill_null(False)
    | (pl.col("Pri 2").is_not_null() & ~pl.col("second").is_in(dates).fill_null(False))
    | (pl.col("E-post").is_not_null() & ~pl.col("is_address"))
    | (pl.col("Mottatt").is_not_null() & pl.col("received").is_null())
    | pl.col("Kontaktperson").str.contains(r"[\x00-\x1f\x7f]").fill_null(False)
)
if len(refused):
    sys.exit(f"{len(refused)} rows are wrong, the first one on line {refused['line'][0]}")
columns = ["number", "municipality", "first", "second", "Kontaktperson", "E-post", "received", "line"]
standing = rows.sort("received", maintain_order=True).group_by("number", maintain_order=True).last()
standing.select(columns).sort("number").write_csv(folder / "data/polars.csv", separator=";")
print(f"{len(rows)} rows, {len(standing)} municipalities")
