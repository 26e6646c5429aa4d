"""Tests of the UptimeHunt stand-in."""
