"""Completion in bash, zsh and fish: the scripts of the shells, and what they are answered with."""
