"""``uptimekit completion SHELL``."""

from __future__ import annotations

import click

__all__ = ["command"]


@click.command("completion")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def command(shell: str) -> None:
    """Print the script that completes uptimekit in a shell.

    \b
    bash: eval "$(uptimekit completion bash)"           in ~/.bashrc
    zsh:  eval "$(uptimekit completion zsh)"            in ~/.zshrc, after compinit
    fish: uptimekit completion fish > ~/.config/fish/completions/uptimekit.fish
    """
    from ..completion.shells import SHELLS, VARIABLE

    root = click.get_current_context().find_root().command
    click.echo(SHELLS[shell](root, {}, "uptimekit", VARIABLE).source(), nl=False)
