"""The command line: ``python -m dsw COMMAND``. It parses, calls one thing and prints what came of it."""

import argparse
import json
import logging
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, nullcontext
from datetime import date
from enum import StrEnum
from errno import ENOSPC, EPIPE
from functools import partial
from io import TextIOWrapper
from pathlib import Path
from threading import Event, Thread
from typing import Any, TypeVar

from dsw.calendar import read_day
from dsw.commandline import FAILED, FINE, LOOK, DutchParser, add_command
from dsw.errors import DswError, RequestError, RuleError
from dsw.people import OPERATOR, Role
from dsw.settings import load_settings, today
from dsw.store import PATIENT, Store
from dsw.texts import plural, text

E = TypeVar("E", bound=StrEnum)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Returns:
        The exit code: 0 fine, 1 something needs a look, 2 it did not work and nothing was changed.
    """
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # a terminal without accents still gets the rest
    try:
        options = _parser().parse_args(arguments)
        run: Callable[[argparse.Namespace], int] = options.run
        code = run(options)
        sys.stdout.flush()
        return code
    except DswError as error:
        print(text(f"fout.{error.key}", **error.values), file=sys.stderr)
        return FAILED
    except KeyboardInterrupt:
        print(text("opdracht.afgebroken"), file=sys.stderr)
        return FAILED
    except OSError as error:
        if error.errno not in (EPIPE, ENOSPC):
            raise
        _let_go_of_output()
        print(text("opdracht.geen_uitvoer"), file=sys.stderr)
        return FAILED


def _let_go_of_output() -> None:
    """Python tries once more at its end to print what it could not: let that go nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _parser() -> argparse.ArgumentParser:
    parser = DutchParser(prog="python -m dsw", description=text("opdracht.wat"))
    commands = parser.add_subparsers(
        title=text("opdracht.kop.opdrachten"), metavar=text("opdracht.kop.opdracht"), required=True
    )

    command = partial(add_command, commands)
    command("init", _init)
    option = command("demo", _demo)
    option("--signatories", type=int, default=600, value="aantal")
    option("--seed", type=int, default=2025, value="getal")
    option = command("import", _import)
    option("file", type=Path, value="bestand")
    option("--mapping", value="indeling")
    option("--dry-run", action="store_true")
    option("--json", action="store_true")
    option = command("export", _export)
    option("--out", type=Path, required=True, value="bestand")
    option("--op", value="dag")
    option("--view", value="tabel")
    option("--scope", value="bereik")
    option("--csv", value="csv")
    option = command("stand", _stand)
    option("--op", value="dag")
    option("--revision", type=int, value="getal")
    option("--json", action="store_true")
    option = command("slides", _slides)
    option("--meeting", value="bijeenkomst")
    option("--op", value="dag")
    option("--since", value="dag")
    option("--out", type=Path, required=True, value="bestand")
    command("check", _check)
    command("backup", _backup)("file", type=Path, value="bestand")
    command("restore", _restore)("file", type=Path, value="bestand")
    option = command("serve", _serve)
    option("--host", default="127.0.0.1", value="adres")
    option("--port", type=_port, default=8501, value="poort")
    option("--worker", action="store_true")
    command("worker", _worker)
    command("link", _link)("email", value="mailadres")
    option = command("remind", _remind)
    option("--day", value="dag")
    option("--dry-run", action="store_true")
    option("--only-to", value="mailadres", default="")
    command("bounced", _bounced)("file", type=Path, value="bestand")
    _add_staff_commands(commands)
    return parser


def _add_staff_commands(commands: Any) -> None:
    about = text("opdracht.staff.wat")
    below = commands.add_parser("staff", help=about, description=about).add_subparsers(
        title=text("opdracht.kop.opdrachten"), metavar=text("opdracht.kop.opdracht"), required=True
    )
    option = add_command(below, "staff.add", _staff_add)
    option("email", value="mailadres")
    option("--role", value="rol", type=Role, required=True)
    add_command(below, "staff.remove", _staff_remove)("email", value="mailadres")
    add_command(below, "staff.list", _staff_list)


def _open() -> Store:
    return Store.open(load_settings().database_url)


def _port(given: str) -> int:
    number = int(given)
    if not 0 < number < 65_536:
        raise ValueError(given)
    return number


def _day(given: str | None) -> date:
    day = today() if given is None else read_day(given)
    if day > today():
        raise RequestError("dag.toekomst", dag=day)
    return day


def _choice(kind: type[E], given: str) -> E:
    """A member of an enum as somebody names it."""
    if given not in set(kind):
        raise RequestError("keuze.onbekend", waarde=given[:40], bekend=", ".join(kind))
    return kind(given)


def _print_json(answer: object) -> None:
    print(json.dumps(answer, ensure_ascii=False, indent=2, default=str))


def _init(_options: argparse.Namespace) -> int:
    with _open().read() as db:
        print(text("opdracht.init.klaar", revisie=db.head().revision))
    return FINE


def _demo(options: argparse.Namespace) -> int:
    from dsw.demo import fill

    store = _open()
    with store.read() as db:
        if not db.is_empty():
            print(text("opdracht.demo.niet_leeg"))
            return FINE
    made = fill(store, options.signatories, options.seed, _progress)
    people = plural("opdracht.demo.ondertekenaars", made.signatories)
    pledges = plural("opdracht.demo.toezeggingen", made.pledges)
    print(text("opdracht.demo.klaar", ondertekenaars=people, toezeggingen=pledges))
    return FINE


def _progress(done: int, total: int) -> None:
    """One line that fills up, only where somebody watches."""
    if sys.stderr.isatty():
        print(text("opdracht.voortgang", gedaan=done, totaal=total), end="\r", file=sys.stderr, flush=True)


def _import(options: argparse.Namespace) -> int:
    from dsw.intake import report_lines, run_import

    report = run_import(_open(), options.file, options.mapping, options.dry_run, _progress)
    if options.json:
        _print_json(report.as_dict())
    else:
        print("\n".join(report_lines(report)))
    return report.exit_code


def _export(options: argparse.Namespace) -> int:
    from dsw.exports import CsvForm, Scope, export

    scope = _choice(Scope, options.scope or Scope.BEHEER)
    form = _choice(CsvForm, options.csv or CsvForm.REGISTER)
    rows = export(_open(), options.out, options.view or "register", _day(options.op), scope, form)
    print(plural("opdracht.export.klaar", rows, bestand=options.out.name))
    return FINE


def _stand(options: argparse.Namespace) -> int:
    from dsw.queries import stand_figures
    from dsw.sentences.stand import stand_lines
    from dsw.store import Mirror

    mirror, day, revision = Mirror(_open()), _day(options.op), options.revision
    newest = mirror.current().head.revision
    if revision is not None and not 0 <= revision <= newest:
        raise RequestError("revisie.onbekend", hoogste=newest)
    figures = stand_figures(mirror.current() if revision is None else mirror.at(revision), day)
    if options.json:
        _print_json(figures)
    else:
        print("\n".join(stand_lines(figures)))
    return FINE


def _slides(options: argparse.Namespace) -> int:
    from dsw.store import Mirror
    from dsw.takeaways import chosen, format_of, write_takeaway

    format_of(options.out.name)
    mirror, since = Mirror(_open()), options.since
    if options.meeting and (options.op or since):
        raise RequestError("meenemen.of_of")
    meeting = chosen(mirror.store, options.meeting, _day(options.op), read_day(since) if since else None)
    write_takeaway(options.out, mirror, meeting)
    print(text("opdracht.slides.klaar", bestand=options.out.name))
    return FINE


def _check(_options: argparse.Namespace) -> int:
    from dsw.audit import check

    findings = check(_open())
    for finding in findings:
        print(text(f"controle.{finding.key}", **finding.values))
    count = len(findings)
    print(plural("opdracht.check.fouten", count) if count else text("opdracht.check.klopt"))
    return LOOK if findings else FINE


def _backup(options: argparse.Namespace) -> int:
    from dsw.safekeeping import backup

    backup(_open(), options.file)
    print(text("opdracht.backup.klaar", bestand=options.file.name))
    return FINE


def _restore(options: argparse.Namespace) -> int:
    from dsw.safekeeping import restore

    restore(_open(), options.file)
    print(text("opdracht.restore.klaar", bestand=options.file.name))
    return FINE


def _serve(options: argparse.Namespace) -> int:
    from dsw.server import serve

    _open().close()
    with _working() if options.worker else nullcontext():
        serve(options.host, options.port)
    return FINE


@contextmanager
def _working() -> Iterator[None]:
    """Do the duties beside what this process does."""
    from dsw.duties import working_beside

    _log_duties()
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # at its own end the server passes it on
    with closing(_open()) as store, working_beside(store):
        yield


def _worker(_options: argparse.Namespace) -> int:
    from dsw.duties import work

    _log_duties()
    stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: Thread(target=stop.set).start())  # here, it might wait for itself
    with closing(_open()) as store:
        work(store, stop)
    return FINE


def _log_duties() -> None:
    logging.basicConfig(format="%(asctime)s %(levelname)s %(message)s")
    logging.getLogger("dsw").setLevel(logging.INFO)


def _staff_add(options: argparse.Namespace) -> int:
    from dsw.office.hiring import hire

    with _open().write(OPERATOR, "staff") as tx:
        colleague = hire(tx, options.email, options.role)
    print(text("opdracht.staff.add.klaar", adres=colleague.email, rol=colleague.role.value))
    return FINE


def _staff_remove(options: argparse.Namespace) -> int:
    from dsw.access.staff import find_staff
    from dsw.office.hiring import dismiss

    with _open().write(OPERATOR, "staff") as tx:
        colleague = find_staff(tx, options.email)
        if colleague is None:
            raise RuleError("medewerker.onbekend")
        dismiss(tx, colleague.number)
    print(text("opdracht.staff.remove.klaar"))
    return FINE


def _staff_list(_options: argparse.Namespace) -> int:
    from dsw.access.staff import all_staff

    with _open().read() as db:
        colleagues = all_staff(db)
    for one in colleagues:
        print(text("opdracht.staff.list.regel", adres=one.email, rol=one.role.value))
    if not colleagues:
        print(text("opdracht.staff.list.leeg"))
    return FINE


def _link(options: argparse.Namespace) -> int:
    from dsw.access.holders import Holder
    from dsw.access.links import make_link
    from dsw.access.staff import find_staff
    from dsw.access.tokens import new_token

    with _open().desk(PATIENT) as desk:
        colleague = find_staff(desk, options.email)
        if colleague is None:
            raise RuleError("medewerker.onbekend")
        make_link(desk, token := new_token(), Holder(staff=colleague.number))
    print(f"{load_settings().site_url}/s/{token}")
    return FINE


def _remind(options: argparse.Namespace) -> int:
    from dsw.office.configuring import letter_words
    from dsw.office.rounds import picked, send_round
    from dsw.outbox import Letter
    from dsw.queries.followup import due_letters
    from dsw.sentences.reminders import reminder_lines
    from dsw.store import Mirror

    mirror, day = Mirror(_open()), _day(options.day)
    snapshot = mirror.current()
    with mirror.store.read() as db:
        letters = picked(due_letters(db, snapshot, day), None, options.only_to)
        words = letter_words(db).get(Letter.HERINNERING, {})
    if options.dry_run:
        print("\n".join(reminder_lines(letters, snapshot.names, words)))
    elif letters:
        try:
            letters = send_round(mirror, OPERATOR, day, only_to=options.only_to)
        except RuleError:  # somebody else sent them just now
            letters = ()
    print(plural("opdracht.remind.zou" if options.dry_run else "opdracht.remind.klaar", len(letters)))
    return FINE


def _bounced(options: argparse.Namespace) -> int:
    from dsw.office.bounces import note_bounce, read_notification, returned

    refused = returned(read_notification(options.file))
    with _open().desk(PATIENT) as desk:
        count = sum(note_bounce(desk, address, fault) for address, fault in refused.items())
    print(plural("opdracht.bounced.klaar", count))
    return FINE if count else LOOK


if __name__ == "__main__":
    sys.exit(main())
