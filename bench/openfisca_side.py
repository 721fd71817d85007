"""The same kind of work by OpenFisca core with its country template, in its own environment; prints JSON."""

import json
import statistics
import time

import numpy
from openfisca_core.simulation_builder import SimulationBuilder
from openfisca_country_template import CountryTaxBenefitSystem
from openfisca_country_template.situation_examples import couple

PERIOD, ROWS, TURNS = "2017-01", 200_000, 60
WANTED = ("total_benefits", "total_taxes", "disposable_income")


def traced(system):
    """Seconds of one traced household with its log as lines, and the figures in it."""
    simulation = SimulationBuilder().build_from_entities(system, couple)
    simulation.trace = True
    began = time.perf_counter()
    for name in WANTED:
        simulation.calculate(name, PERIOD)
    lines = simulation.tracer.computation_log.lines()
    took = time.perf_counter() - began
    assert lines
    return took, len(simulation.tracer.get_flat_trace())


def population(system):
    """Values a second over a population, and the type of number they have."""
    simulation = SimulationBuilder().build_default_simulation(system, count=ROWS)
    salary = numpy.random.default_rng(1).integers(0, 6000, ROWS)
    simulation.set_input("salary", PERIOD, salary)
    simulation.trace = True
    began = time.perf_counter()
    found = simulation.calculate("disposable_income", PERIOD)
    took = time.perf_counter() - began
    return len(simulation.tracer.get_flat_trace()) * ROWS / took, str(found.dtype)


def main():
    """One line of JSON."""
    system = CountryTaxBenefitSystem()
    traced(system)
    runs = [traced(system) for _ in range(TURNS)]
    population(system)
    rate, kind = population(system)
    print(json.dumps({
        "traced_ms": statistics.median(took for took, _ in runs) * 1000,
        "figures": runs[0][1],
        "values_per_second": rate,
        "number": kind,
    }))  # fmt: skip


main()
