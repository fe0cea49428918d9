"""The command line: one module a command, imported only when it is called.

Exit codes: 0 done, 1 bad data, 2 wrong use, 3 something outside failed, 130 interrupted, 141 the reader of the
output went away.
"""

from __future__ import annotations

import importlib
import os
import sys

import click

from filmkg import __version__
from filmkg.errors import FilmkgError

# Name -> where the command is, and its line in `filmkg --help` (so that help imports none of them).
COMMANDS = {
    "convert": ("filmkg.cli.convert:convert", "Turn articles into RDF."),
    "validate": ("filmkg.cli.validate:validate", "Say in plain words what is wrong with a graph."),
    "explain": ("filmkg.cli.explain:explain", "Show an article with its facts, or what a thing is."),
    "fetch": ("filmkg.cli.fetch:fetch", "Get articles from the web into web archives."),
    "build": ("filmkg.cli.build:build", "Convert, validate and store articles."),
    "query": ("filmkg.cli.query:query", "Ask a store a SPARQL query."),
    "conflicts": ("filmkg.cli.conflicts:conflicts", "List what articles contradict each other in."),
    "merges": ("filmkg.cli.merges:merges", "Review what was taken for one thing: take it apart, or join."),
    "forget": ("filmkg.cli.forget:forget", "Take an article out of a store, with every trace of it."),
    "export": ("filmkg.cli.export:export", "Write a whole store down."),
    "import": ("filmkg.cli.import_:import_", "Make a store from an export, or from one of an earlier format."),
    "link": ("filmkg.cli.link:link", "Link a store's names to Wikidata."),
    "push": ("filmkg.cli.push:push", "Write a store to a SPARQL store elsewhere."),
    "serve": ("filmkg.cli.serve:serve", "Show a store in the browser, with a SPARQL endpoint."),
    "demo": ("filmkg.cli.demo:demo", "Build the sample store and show it."),
}
EXIT_OUTSIDE = 3
EXIT_INTERRUPTED = 130
EXIT_PIPE_CLOSED = 141


class Commands(click.Group):
    """A group that imports only the command that is called, and turns errors into exit codes."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click\'s signature
        """Return the names in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click\'s signature
        """Import one command."""
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name][0].partition(":")
        command: click.Command = getattr(importlib.import_module(module), name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click\'s signature
        """List the commands from the table alone."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; say what went wrong on stderr, and end with the code for it."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except FilmkgError as error:
            click.echo(f"filmkg: {error}", err=True)
            ctx.exit(error.exit_code)
        except KeyboardInterrupt:
            click.echo("filmkg: interrupted", err=True)
            # An interrupt inside an `exec` (dataclasses run one at import) stays noted in CPython, and `python -m`
            # then ends by the signal whatever code is given; the next exec clears it (run_eval_code_obj).
            exec("")  # noqa: S102 - a constant
            ctx.exit(EXIT_INTERRUPTED)
        except BrokenPipeError:
            # The interpreter flushes stdout once more when it ends.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(EXIT_PIPE_CLOSED)
        except OSError as error:
            where = f"{error.filename}: " if error.filename else ""
            click.echo(f"filmkg: {where}{error.strerror or error}\n  Try: check the disk and your rights", err=True)
            ctx.exit(EXIT_OUTSIDE)
        return result


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="filmkg", message="%(prog)s %(version)s")
def main() -> None:
    """Turn news about film diplomacy into a knowledge graph in which every fact leads to its sentence."""
