"""Our own scripts and style sheets without what only a reader of their source needs.

Nothing is renamed or reordered: comments go, and blanks where they part no words. Strings and
regular expressions stay as they are.
"""

from __future__ import annotations

import re

_STRING = r'"(?:\\.|[^"\\\n])*"|' + r"'(?:\\.|[^'\\\n])*'"

# A template may hold one more within each of its values.
_INNER = r"`(?:\\.|[^`\\])*`"
_TEMPLATE = rf"`(?:\\.|\$\{{(?:[^`{{}}]|{_INNER}|\{{[^{{}}]*\}})*\}}|[^`\\])*`"

# A slash begins a regular expression only where a value is expected.
_SCRIPT = re.compile(
    rf"(?P<kept>{_STRING}|{_TEMPLATE}|(?<=[(=,:\[!&|?{{;])\s*/(?![/*])(?:\\.|[^/\\\n])+/\w*)"
    r"|(?P<comment>//[^\n]*|/\*.*?\*/)"
    r"|(?P<line>\s*\n\s*)"
    r"|(?P<around>[ \t]*[=(){}\[\],;:?<>&|*!][ \t]*)"
    r"|(?P<other>[ \t]+|[^\s])",
    re.DOTALL,
)
_GAP = r"(?:\s|/\*.*?\*/)"
_STYLE = re.compile(
    rf"(?P<kept>{_STRING})"
    rf"|(?P<around>{_GAP}*[{{}};,]{_GAP}*)"
    rf"|(?P<colon>:{_GAP}+)"
    rf"|(?P<blank>{_GAP}+)"
    r"|(?P<other>.)",
    re.DOTALL,
)


def compact_script(text: str) -> str:
    """JavaScript with its line ends, which may end statements, and no needless blanks."""

    def shorter(match: re.Match[str]) -> str:
        if match["comment"] is not None:
            return ""
        if match["line"] is not None:
            return "\n"
        return match["around"].strip(" \t") if match["around"] is not None else match[0]

    lines = _SCRIPT.sub(shorter, text).splitlines()
    return "\n".join(line for line in (line.strip() for line in lines) if line)


def compact_style(text: str) -> str:
    """A style sheet on one line, each blank that parts selectors or values kept as one space."""

    def shorter(match: re.Match[str]) -> str:
        if match["around"] is not None:
            return re.sub(_GAP, "", match["around"], flags=re.DOTALL)
        if match["colon"] is not None:
            return ":"
        return " " if match["blank"] is not None else match[0]

    return _STYLE.sub(shorter, text).replace(";}", "}").strip()


_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")


def without_rules(style: str, unused: re.Pattern[str]) -> str:
    """A compact style sheet without the selectors that match, nor the rules left with none."""

    def rest(match: re.Match[str]) -> str:
        selectors = [one for one in match[1].split(",") if not unused.search(one)]
        return f"{','.join(selectors)}{{{match[2]}}}" if selectors else ""

    return _RULE.sub(rest, style)
