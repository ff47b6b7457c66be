"""Texts that would run, break out or disguise themselves, were they not kept as texts."""

from __future__ import annotations

from itertools import product

_CALL = "alert(1)"
_TAGS = (
    "<script>{c}</script>", "</script><script>{c}</script>", "<SCRIPT SRC=//x.example></SCRIPT>",
    "<scr<script>ipt>{c}</scr</script>ipt>", "<svg><script>{c}</script></svg>",
    "<svg/onload={c}>", "<img src=x onerror={c}>", "<IMG SRC=x OnErRoR={c}>",
    "<img src=x:x onerror\x0b={c}>", "<body onload={c}>", "<iframe srcdoc='<script>{c}</script>'>",
    "<iframe src=javascript:{c}>", "<object data=javascript:{c}>", "<embed src=javascript:{c}>",
    "<a href=javascript:{c} autofocus onfocus={c}>x</a>", "<details open ontoggle={c}>",
    "<input autofocus onfocus={c}>", "<select autofocus onfocus={c}>",
    "<video><source onerror={c}>",
    "<audio src=x onerror={c}>", "<marquee onstart={c}>", "<math><mtext></mtext><style><img src=x "
    "onerror={c}></style></math>", "<template><script>{c}</script></template>",
    "<form action=javascript:{c}><button>x", "<base href=//x.example/>", "<link rel=import href=x>",
    "<meta http-equiv=refresh content='0;url=javascript:{c}'>", "<style>@import 'x';</style>",
    "<style>*{{display:none}}</style>", "<noscript><p title='</noscript><img src=x onerror={c}>'>",
    "<textarea><script>{c}</script>", "<title></title><script>{c}</script>", "<xmp><img src=x "
    "onerror={c}></xmp>", "<plaintext>", "<isindex action=javascript:{c}>", "<table background="
    "javascript:{c}>", "<animate onbegin={c} attributeName=x dur=1s>", "<svg><use href='#chart'/>",
    "<foreignObject><body onload={c}>", "<portal src=x>", "<dialog open onclose={c}>",
)  # fmt: skip
_ENDS = ("'", '"', "`", "'>", '">', "-->", "]]>", "</title>", "</style>", "</script>", "</svg>",
         "</textarea>", "</template>", "*/", "\\", "\n")  # fmt: skip
_HANDLERS = ("onmouseover={c}", "onfocus={c} autofocus", "style=x:expression({c})")
_PLAIN = (
    "{{ 7 * 7 }}", "{% raw %}", "{% include '/etc/passwd' %}", "{{ ''.__class__ }}", "{# x #}",
    "${{{c}}}", "${{7*7}}", "#{{7*7}}", "<%= 7 %>", "<!--", "<!--<script>", "--!>", "<![CDATA[",
    "<?php x ?>", "&lt;b&gt;&#x3c;", "&#x3c;script&#x3e;", "\\u003cscript\\u003e", "%3Cscript%3E",
    "javascript:{c}", "JaVaScRiPt:{c}", "java\tscript:{c}", "data:text/html,<script>{c}</script>",
    "vbscript:x", "\u2028\u2029", "\x00\x08\x1f", "\ud800", "\udfff", "\ufffe\uffff",
    "\u202etxt.exe",
    "\u2066x\u2069", "\u200b\u200d", "__proto__", "constructor", "toString", "{n} {date} {place}",
    "=cmd|' /C calc'!A0", "+1+cmd", "@SUM(1)", "-2+3", "\t=1", "\r=1", "a,b\"c\n;d", "#", "url(x)",
    "expression({c})", "+ADw-script+AD4-", "\uff1cscript\uff1e", "x" * 300, "١٢٣", "👩‍👩‍👧‍👦", "Ȧ̷̧͖",
)  # fmt: skip


def _filled(text: str) -> str:
    return text.replace("{{", "{").replace("}}", "}").replace("{c}", _CALL)


HOSTILE = (
    *(_filled(tag) for tag in _TAGS),
    *(f"{end} {_filled(handler)} x={end}" for end, handler in product(_ENDS[:5], _HANDLERS)),
    *(f"{end}<img src=x onerror={_CALL}>" for end in _ENDS),
    *(text.replace("{c}", _CALL) for text in _PLAIN),
)
