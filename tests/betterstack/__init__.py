"""Tests of the Better Stack facade."""
