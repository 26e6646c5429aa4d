"""The stations of the tour that scripts/demo.py takes: one a provider, and one for all of them."""
