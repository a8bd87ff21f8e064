"""Assigns dates with OR-Tools' SimpleMinCostFlow on single municipalities: most placed, then most first choices.

What benches/assign.rs compares with. It reads the folder's registrations, solves, and writes who has which date.
"""

import json
import sys
import tomllib
from pathlib import Path

import numpy
import pandas
from ortools.graph.python import min_cost_flow

folder = Path(sys.argv[1])
exercise = tomllib.loads((folder / "exercise.toml").read_text())
dates = sorted((str(date["start"])[:10], date["capacity"]) for date in exercise["date"])
names = [name for name, _ in dates]
table = pandas.read_csv(
    folder / "data/registrations.csv",
    sep=";",
    engine="pyarrow",
    dtype=str,
    usecols=["number", "first choice", "second choice"],
)
count, last = len(table), len(names)
number = {name: index for index, name in enumerate(names)}
wants_any = (table["first choice"] == "any").to_numpy()
first = table["first choice"].map(number)
second = table["second choice"].map(number)
who = numpy.arange(count)

# Nodes: municipalities, dates, and the sink. Being without a date is an arc to the sink.
arcs = []
for choice, cost in [(first, 0), (second, 1)]:
    chosen = choice.notna().to_numpy()
    arcs.append((who[chosen], count + choice[chosen].to_numpy(dtype=int), cost))
for date in range(last):
    arcs.append((who[wants_any], numpy.full(wants_any.sum(), count + date), 0))
arcs.append((who, numpy.full(count, count + last), count + 1))
tails = numpy.concatenate([arc[0] for arc in arcs] + [count + numpy.arange(last)])
heads = numpy.concatenate([arc[1] for arc in arcs] + [numpy.full(last, count + last)])
costs = numpy.concatenate([numpy.full(len(arc[0]), arc[2]) for arc in arcs] + [numpy.zeros(last, dtype=int)])
capacities = numpy.concatenate([numpy.ones(len(tails) - last, dtype=int), [capacity for _, capacity in dates]])

flow = min_cost_flow.SimpleMinCostFlow()
added = flow.add_arcs_with_capacity_and_unit_cost(tails, heads, capacities, costs)
supplies = numpy.concatenate([numpy.ones(count, dtype=int), numpy.zeros(last, dtype=int), [-count]])
flow.set_nodes_supplies(numpy.arange(count + last + 1), supplies)
assert flow.solve() == flow.OPTIMAL
used = flow.flows(added)[:-last] > 0
placed = used & (heads[:-last] < count + last)
numbers = table["number"].to_numpy()[tails[:-last][placed]]
result = pandas.DataFrame({"number": numbers, "date": numpy.array(names)[heads[:-last][placed] - count]})
result.to_csv(folder / "data/ortools.csv", sep=";", index=False)
print(json.dumps({"placed": int(placed.sum()), "first_choice": int((costs[:-last][placed] == 0).sum())}))
