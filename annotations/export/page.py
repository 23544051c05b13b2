"""The fixed parts of the HTML page: its style, its legend, its signs."""

from collections.abc import Mapping
from types import MappingProxyType

from annotations.models import Verdict

SIGNS: Mapping[Verdict | None, str] = MappingProxyType({"verified": "✓", "disputed": "✗", None: "○"})
"""The sign of a claim by its verdict."""
NAMES: Mapping[Verdict | None, str] = MappingProxyType(
    {"verified": "verified claim: ", "disputed": "disputed claim: ", None: "open claim: "}
)
"""What a screen reader says for the sign."""

LEGEND = """<ul class="legend">
<li><span class="claim open">○ underlined</span>: a claim without a verdict</li>
<li><span class="claim verified">✓ underlined twice</span>: a claim that the reader verified</li>
<li><span class="claim disputed">✗ underlined with a wave</span>: a claim that the reader disputes</li>
<li><span class="quote">tinted, with a line above</span>: a quote</li>
<li><span class="entity">dotted</span><span class="label" dir="ltr">LABEL</span>: a name, a number or a date</li>
<li><span class="noted">in a dashed frame</span>: words with a note</li>
</ul>"""

STYLE = """\
:root {
  color-scheme: light dark; background: var(--paper); color: var(--ink);
  --paper: #ffffff; --ink: #1a1a1a; --link: #0b3fa8; --tint: #fff3cd; --quiet: #595959;
  --good: #0b5d1e; --bad: #9b1c1c;
}
body { max-width: 44rem; margin: 2rem auto; padding: 0 1rem; font: 1.05rem/1.7 Georgia, serif; }
a { color: var(--link); }
h1, h2, h3 { line-height: 1.3; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0 1rem; }
dd { margin: 0; overflow-wrap: anywhere; }
.legend li { margin-block: 0.4rem; }
.legend, .text, li { overflow-wrap: break-word; }
.item { padding-inline-start: 1.5rem; }
.quote { background: var(--tint); border-top: 1px solid currentColor; }
.entity { border-bottom: 1px dotted currentColor; }
.label { font: 0.6em sans-serif; color: var(--quiet); vertical-align: super; margin-inline: 0.1em; }
.claim { text-decoration: underline 2px; text-underline-offset: 0.25em; }
.verified { text-decoration-style: double; text-decoration-color: var(--good); }
.disputed { text-decoration-style: wavy; text-decoration-color: var(--bad); }
.noted { outline: 1px dashed currentColor; }
.sign { text-decoration: none; font-weight: bold; margin-inline-end: 0.2em; }
strong { font-weight: normal; font-style: italic; }
.note { margin: 0.2rem 0; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #161616; --ink: #ececec; --link: #9db8ff; --tint: #4a3f14; --quiet: #b8b8b8;
    --good: #7bd88f; --bad: #ff9b9b;
  }
}
@media print {
  :root { --paper: #ffffff; --ink: #000000; --link: #000000; --quiet: #595959; --good: #000000; --bad: #000000; }
  body { max-width: none; margin: 0; font-size: 11pt; }
  .quote { background: none; }
  .text p, li { break-inside: avoid-page; }
}
"""
