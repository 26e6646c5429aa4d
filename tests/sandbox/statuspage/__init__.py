"""Tests of the Statuspage sandbox, file by file."""
