"""From a commit to a version on a private index: ``scripts/release.py`` is the command line of this package."""
