"""The command ``uptimekit``; see ``docs/command-line.md``.  It needs the extra ``cli``."""
