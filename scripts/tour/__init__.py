"""The stations of the tour that scripts/demo.py takes, one a provider."""
