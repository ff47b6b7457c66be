"""``ndn completion``: the script that teaches a shell to complete the command."""

from __future__ import annotations

import click

from ndnatlas.cli.completing import SHELLS, script
from ndnatlas.cli.exit_codes import DONE

HELP = """\
Print the script that lets Tab complete commands, options and ids.

Write it to the file that your shell reads when it starts:

\b
bash  ~/.local/share/bash-completion/completions/ndn
zsh   _ndn, in a folder of your $fpath
fish  ~/.config/fish/completions/ndn.fish

Variants, places and border crossing points are completed by their ids, also those of --atlas DIR.
"""


@click.command("completion", help=HELP, epilog="Example: ndn completion bash")
@click.argument("shell", type=click.Choice(SHELLS, case_sensitive=False))
@click.pass_context
def command(ctx: click.Context, shell: str) -> int:
    """Print the script for a shell."""
    group = ctx.find_root().command
    if not isinstance(group, click.Group):
        raise TypeError("completion is a command of ndn")
    click.echo(script(shell, group), nl=False)
    return DONE
