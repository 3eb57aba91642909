"""Tests of numbers in pictures."""
