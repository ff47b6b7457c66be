"""Builders of the generated data: borders, sea lanes, section facts. Run by ``make data``."""
