"""The commands, one module each; :mod:`uptimekit.cli.command_tree` loads the one that is called."""
