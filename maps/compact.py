"""Style sheets without what only a reader of their source needs.

Nothing is renamed or reordered: comments go, and blanks where they part no words. Strings stay as
they are.
"""

from __future__ import annotations

import re

_STRING = r'"(?:\\.|[^"\\\n])*"|' + r"'(?:\\.|[^'\\\n])*'"

_GAP = r"(?:\s|/\*.*?\*/)"
_STYLE = re.compile(
    rf"(?P<kept>{_STRING})"
    rf"|(?P<around>{_GAP}*[{{}};,]{_GAP}*)"
    rf"|(?P<colon>:{_GAP}+)"
    rf"|(?P<blank>{_GAP}+)"
    r"|(?P<other>.)",
    re.DOTALL,
)


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
