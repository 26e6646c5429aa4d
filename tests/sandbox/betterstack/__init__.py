"""Tests of the Better Stack stand-in."""
