/// How pages look: on white, on dark, and on paper.
enum PageStyle {
  static let text: StaticString = """
    body { --ink: #1a1a1a; --soft: #5b6875; --line: #d8dee4; --paper: #ffffff; margin: 0 auto; padding: 1.25rem;
      max-width: 72rem; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
    body.dark { --ink: #e3e8ed; --soft: #9aa7b4; --line: #36414c; --paper: #14191f; color-scheme: dark; }
    h1 { font-size: 1.5rem; margin: 0 0 .5rem; } h2 { font-size: 1.15rem; margin: 2rem 0 .5rem; }
    a { color: inherit; } .soft { color: var(--soft); font-size: .9rem; }
    figure.plot { position: relative; margin: .5rem 0; max-width: 100%; overflow-x: auto; }
    figure.plot svg { touch-action: pan-y; user-select: none; -webkit-user-select: none; }
    .focus:focus { outline: none; stroke: #56b4e9; stroke-width: 2.5; }
    .read { position: absolute; display: none; pointer-events: none; z-index: 2; background: var(--paper);
      border: 1px solid var(--line); border-radius: .3rem; padding: .25rem .5rem; font-size: 12px; line-height: 1.45;
      white-space: pre; font-variant-numeric: tabular-nums; box-shadow: 0 1px 6px #0003; max-width: 32rem;
      overflow: hidden; }
    .read i { display: inline-block; width: .7em; height: .7em; border-radius: 50%; margin-right: .45em; }
    table { border-collapse: collapse; font-size: .9rem; } th, td { text-align: left; vertical-align: top;
      padding: .25rem .9rem .25rem 0; border-bottom: 1px solid var(--line); overflow-wrap: break-word; }
    th { color: var(--soft); font-weight: normal; white-space: nowrap; }
    td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
    details { border: 1px solid var(--line); border-radius: .4rem; margin: .5rem 0; padding: .4rem .8rem; }
    summary { cursor: pointer; overflow-wrap: anywhere; }
    @media print { body { max-width: none; padding: 0; } .read { display: none !important; }
      details { break-inside: avoid; } }

    """
}
