/// How the page looks: on a screen by day, by night, and on paper.

extension HTMLReport {
  static let style: StaticString = """
    :root { color-scheme: light dark; --ink: #1c2733; --soft: #5b6875; --line: #d8dee4; --paper: #ffffff;
      --tint: #f4f6f8; --error: #b3261e; --warning: #8a5a00; --note: #2a5d8f; --good: #1d6b3a; }
    @media (prefers-color-scheme: dark) { :root { --ink: #e3e8ed; --soft: #9aa7b4; --line: #36414c; --paper: #14191f;
      --tint: #1d242c; --error: #ff9a91; --warning: #e7b75f; --note: #8fc1f2; --good: #82d29d; } }
    * { box-sizing: border-box; }
    body { margin: 0 auto; max-width: 64rem; padding: 2rem 1.25rem 4rem; background: var(--paper); color: var(--ink);
      font: 16px/1.5 system-ui, sans-serif; }
    h1 { font-size: 1.6rem; margin: 0 0 .25rem; } h2 { font-size: 1.15rem; margin: 2.5rem 0 .5rem; }
    a { color: inherit; } code, .place, summary .file, td.file { font-family: ui-monospace, monospace; font-size: .9em; }
    .soft { color: var(--soft); } .place, td.file, summary .file { overflow-wrap: anywhere; }
    .summary { display: flex; flex-wrap: wrap; gap: .75rem; margin: 1.25rem 0; padding: 0; list-style: none; }
    .summary li { border: 1px solid var(--line); border-radius: .5rem; padding: .5rem 1rem; min-width: 7rem; }
    .summary b { display: block; font-size: 1.5rem; line-height: 1.2; }
    table { border-collapse: collapse; width: 100%; } th, td { text-align: left; padding: .3rem .6rem .3rem 0;
      border-bottom: 1px solid var(--line); vertical-align: top; } th { color: var(--soft); font-weight: normal; }
    td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; }
    details.file { border: 1px solid var(--line); border-radius: .5rem; margin: .75rem 0; }
    details.file > summary { padding: .6rem .9rem; cursor: pointer; }
    details.file > .findings { padding: 0 .9rem .9rem; margin: 0; list-style: none; }
    .findings > li { border-top: 1px solid var(--line); padding: .7rem 0; }
    .findings p { margin: .1rem 0; } .findings ul { margin: .25rem 0; padding-left: 1.25rem; }
    .word { font-weight: 600; } .invalid, .unreadable, .error { color: var(--error); } .warning { color: var(--warning); }
    .note { color: var(--note); } .valid { color: var(--good); }
    dl.codes dt { margin-top: .75rem; } dl.codes dd { margin: 0; }
    @media print { body { max-width: none; padding: 0; font-size: 10pt; } details.file { break-inside: auto; }
      .findings > li { break-inside: avoid; } details.file > summary { break-after: avoid; }
      details::details-content { content-visibility: visible; display: block; } a { text-decoration: none; } }
    """
}
