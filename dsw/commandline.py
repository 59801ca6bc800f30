"""A command line that speaks Dutch: its help, its errors and what its commands end with."""

import argparse
import sys
from collections.abc import Callable
from typing import Any, NoReturn

from dsw.texts import text

#: What a command ends with: it worked; it worked but something needs a look; it did not work.
FINE, LOOK, FAILED = 0, 1, 2


class DutchParser(argparse.ArgumentParser):
    """An argument parser that speaks Dutch."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(add_help=False, **settings)
        self._positionals.title = text("opdracht.kop.waarden")
        self._optionals.title = text("opdracht.kop.keuzes")
        self.add_argument("-h", "--help", action="help", help=text("opdracht.help"))

    def format_usage(self) -> str:
        """How a command is given."""
        return super().format_usage().replace("usage:", text("opdracht.kop.gebruik"), 1)

    def format_help(self) -> str:
        """What a command does, and how it is given."""
        return super().format_help().replace("usage:", text("opdracht.kop.gebruik"), 1)

    def error(self, message: str) -> NoReturn:  # noqa: ARG002 - argparse's sentence is English
        """End, and say where one reads how it is done."""
        self.print_usage(sys.stderr)
        self.exit(FAILED, text("opdracht.klopt_niet", hulp=f"{self.prog} --help") + "\n")


def add_command(
    commands: Any, name: str, run: Callable[[argparse.Namespace], int]
) -> Callable[..., argparse.Action]:
    """Add a command; what comes back adds an option to it. A name below another has a dot: ``staff.add``."""
    about = text(f"opdracht.{name}.wat")
    sub: DutchParser = commands.add_parser(name.rpartition(".")[2], help=about, description=about)
    sub.set_defaults(run=run)

    def option(*flags: str, value: str = "", **settings: Any) -> argparse.Action:
        key = flags[-1].lstrip("-").replace("-", "_").lower()
        if value:
            settings["metavar"] = text(f"opdracht.waarde.{value}")
        return sub.add_argument(*flags, help=text(f"opdracht.{name}.{key}"), **settings)

    return option
