"""The manual pages, ``docs/man/*.1``, made from the help that the commands print.

``python -m tools.docs_manual`` writes them, and so does ``make golden``. The form is man(7) as
groff reads it; https://man7.org/linux/man-pages/man7/man-pages.7.html tells the order of sections.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from ndnatlas.cli import COMMANDS, cli
from ndnatlas.version import __version__
from tools.docs_commands import Described, described

FOLDER = Path(__file__).parents[1] / "docs" / "man"

FILES = """\
.SH FILES
.TP
.I DIR
What \\fB\\-\\-atlas\\fR reads: a folder of tables laid over the built-in ones; \\fBndn init\\fR
writes one to start from.
"""
STATUS = """\
.SH EXIT STATUS
.TP
.B 0
The answer was given.
.TP
.B 1
The answer is \\(lqno\\(rq: a check failed, or no route leads there.
.TP
.B 2
The command was not understood, or a file is at fault; one line on the standard error says what,
where, and the nearest right answer.
.TP
.B 3
A service on the network refused or failed.
.TP
.B 130
Interrupted.
"""
# An option or the name of a command in running text.
_CODE = re.compile(r"`([^`]+)`")


def pages() -> dict[str, str]:
    """Every manual page by the name of its file."""
    found = {"ndn.1": _overview()}
    for one in described():
        found[f"{one.words.replace(' ', '-')}.1"] = _page(one)
    return found


def _overview() -> str:
    summary, _, rest = (cli.help or "").strip().partition("\n")
    commands = "".join(
        f".TP\n\\fBndn\\-{_plain(name)}\\fR(1)\n{_plain(does)}\n" for name, does in COMMANDS.items()
    )
    return "".join(
        (
            _title("ndn"),
            f".SH NAME\nndn \\- {_plain(_lowered(summary))}\n",
            ".SH SYNOPSIS\n.B ndn\n[\\fIOPTIONS\\fR] \\fICOMMAND\\fR [\\fIARGUMENTS\\fR]\n",
            f".SH DESCRIPTION\n{_prose(rest)}",
            ".SH COMMANDS\n",
            commands,
            STATUS,
            FILES,
            ".SH ENVIRONMENT\n.TP\n.B NO_COLOR\nNo colours, also on a terminal.\n",
            _example((cli.epilog or "").partition("Example: ")[2]),
            ".SH SEE ALSO\n",
            ",\n".join(f".BR ndn\\-{_plain(name)} (1)" for name in COMMANDS).replace(",\n", "\n"),
            "\n",
        )
    )


def _page(one: Described) -> str:
    name = one.words.replace(" ", "-")
    text = (one.command.help or "").strip()
    summary = text.partition("\n\n")[0]
    does = COMMANDS.get(name.removeprefix("ndn-")) or _lowered(" ".join(summary.split()))
    usage = one.usage.removeprefix(one.words).strip()
    options = "".join(f".TP\n{_option(names)}\n{_plain(does)}\n" for names, does in one.options)
    parts = [
        _title(name),
        f".SH NAME\n{_plain(name)} \\- {_plain(does)}\n",
        f".SH SYNOPSIS\n.B {_plain(one.words)}\n{_plain(usage)}\n",
        f".SH DESCRIPTION\n{_prose(text)}",
        f".SH OPTIONS\n{options}" if options else "",
        _example((one.command.epilog or "").partition("Example: ")[2]),
        ".SH SEE ALSO\n.BR ndn (1)\n",
    ]
    return "".join(parts)


def _title(name: str) -> str:
    return f'.TH {_plain(name.upper())} 1 "" "NDN Atlas {__version__}" "NDN Atlas"\n'


def _lowered(sentence: str) -> str:
    """A sentence as the name of a page is told: in small, without the full stop."""
    return sentence[:1].lower() + sentence[1:].rstrip(".")


def _option(names: str) -> str:
    """``-o, --output FILE``, with what is typed bold."""
    return re.sub(r"(?<![\w\\-])(\\-(?:\\-)?[A-Za-z][\w\\-]*)", r"\\fB\1\\fR", _plain(names))


def _example(text: str) -> str:
    line = _plain(" ".join(text.split()))
    return f".SH EXAMPLES\n.nf\n.RS\n{line}\n.RE\n.fi\n" if line else ""


def _prose(text: str) -> str:
    """The text of a help, paragraph by paragraph; what click leaves as typed stays so."""
    return "".join(_paragraphs(text)).removeprefix(".PP\n")


def _paragraphs(text: str) -> Iterator[str]:
    for part in re.split(r"\n\s*\n", text.strip()):
        if not part.strip():
            continue
        yield ".PP\n"
        if part.lstrip().startswith("\b"):
            lines = (_plain(line.strip()) for line in part.splitlines()[1:])
            yield ".nf\n" + "\n".join(lines) + "\n.fi\n"
        else:
            yield _plain(" ".join(part.split())) + "\n"


def _plain(text: str) -> str:
    """Text that roff prints as it stands, with code in bold."""
    text = text.replace("\\", "\\e").replace("-", "\\-")
    text = _CODE.sub(r"\\fB\1\\fR", text)
    return re.sub(r"^(?=[.'])", r"\\&", text, flags=re.MULTILINE)


def write() -> None:
    """Write every page, and remove those of commands that are gone."""
    FOLDER.mkdir(exist_ok=True)
    found = pages()
    for path in FOLDER.glob("*.1"):
        if path.name not in found:
            path.unlink()
    for name, page in found.items():
        (FOLDER / name).write_text(page, encoding="utf-8")


if __name__ == "__main__":
    write()
