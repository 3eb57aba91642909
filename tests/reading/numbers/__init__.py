"""Whole numbers are read."""
