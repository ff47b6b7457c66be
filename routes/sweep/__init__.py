"""Sweeps: thousands of scenarios, computed in parts, resumable, as one Parquet table."""

from routes.sweep.plan import Plan, Scenario, Way
from routes.sweep.reading import read_plan
from routes.sweep.run import Outcome, sweep
from routes.sweep.store import SweepError

__all__ = ["Outcome", "Plan", "Scenario", "SweepError", "Way", "read_plan", "sweep"]
