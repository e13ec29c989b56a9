"""The page that validators.py writes: who checks which rule, who sees which fault."""

import collections

from validators_rules import CATEGORIES, CNXVALIDATE, ROWS

PEERS = ["nxvalidate", "nxcheck", "pynx", "silx"]
TOOLS = ["Edgewise", *PEERS]
MARKS = {"seen": "✓", "unknown": "~", "crash": "✗", "hang": "✗", "": "–"}
WORDS = {"-": "·", "?": "?"}


def row(*cells):
    return "| " + " | ".join(str(cell) for cell in cells) + " |"


def head(*names, right=0):
    """The head of a table; the last `right` columns are numbers."""
    return [row(*names), "|" + "---|" * (len(names) - right) + "---:|" * right]


class Page:
    def __init__(self, manifest, outcomes, bases, versions):
        self.manifest, self.outcomes, self.bases, self.versions = manifest, outcomes, bases, versions
        self.faults = [name for name, entry in manifest.items() if entry["expect"] != "ok"]
        self.controls = [
            name for name, entry in manifest.items() if entry["expect"] == "ok" and entry["category"] != "base"]
        self.by_number = {name.split("_")[0]: name for name in manifest}

    def share(self, tool, names):
        """How many of these faults a tool sees, how many it only does not know, and how often it ends instead."""
        counts = collections.Counter(MARKS[self.outcomes[tool][name]] for name in names)
        rest = ", ".join(f"{counts[mark]} {mark}" for mark in "~✗" if counts[mark])
        return f"{counts['✓']} of {len(names)}" + (f" ({rest})" if rest else "")

    def introduction(self):
        versions = self.versions
        return [
            "# Who checks what in a NeXus file", "",
            f"Edgewise {versions['edgewise']} beside `nxvalidate` and `nxcheck` of nexusformat {versions['nexusformat']}, "
            f"`pynx validate` of pynxtools {versions['pynxtools']}",
            f"and the NXdata validator of silx {versions['silx']} (h5py {versions['h5py']}), on {len(self.faults)} files with one "
            f"planted fault each and {len(self.controls)} sound files that are easily",
            f"taken for faulty. The peers use the official definitions {versions['definitions']} with two probe definitions; Edgewise "
            "uses the definitions inside it",
            "with the same two. cnxvalidate 0.5 is not run here: its column comes from its source and from runs on a larger set",
            "of the same kind, on 2026-11-20. punx 0.3.5 is left out: it cannot read definitions newer than 2018.", "",
            "A fault counts as seen when the tool says something that it does not say of the sound file, whether error or warning.",
            "That is generous: it does not ask whether the words name the fault. These files were at hand while Edgewise was written,",
            "and not while its peers were; read its column with that in mind.", "",
            "✓ seen · ~ the tool only says that it does not know the item, for which pynx calls the file invalid · – nothing new ·",
            "✗ the tool ends with a traceback, a signal or after a minute. `k of n`: faults seen of the files that",
            "break the rule. Where no file here does, words: yes, part, no, · not its business, ? not known.", "",
        ]

    def rules(self):
        lines = ["## Rules", "", *head("rule", "asks", "codes", "Edgewise", *PEERS, "cnxvalidate")]
        for rule, asks, codes, faults, tests, words in ROWS:
            names = [self.by_number[fault] for fault in faults.split()]
            words = [WORDS.get(word, word) for word in words.split()]
            own = "; ".join(filter(None, [self.share("Edgewise", names) if names else "", tests]))
            peers = [self.share(tool, names) for tool in PEERS] if names else words[:-1]
            codes = ", ".join(f"`{code}`" for code in codes.split(", ")) if codes else "–"
            lines.append(row(rule, asks, codes, own, *peers, words[-1]))
        return lines + [
            "", "A rule without a code decides what other rules see. The names in the column of Edgewise are tests in `Tests/`.", "",
        ]

    def categories(self):
        lines = ["## Faults by kind", "", *head("kind", *TOOLS, "cnxvalidate, larger set", right=len(TOOLS) + 1)]
        for category, meaning in CATEGORIES.items():
            names = [name for name in self.faults if self.manifest[name]["category"] == category]
            count, seen = CNXVALIDATE[category]
            lines.append(row(meaning, *(self.share(tool, names) for tool in TOOLS), f"{seen} of {count}"))
        count, seen = (sum(pair[index] for pair in CNXVALIDATE.values()) for index in (0, 1))
        lines.append(row("**all**", *(f"**{self.share(tool, self.faults)}**" for tool in TOOLS), f"**{seen} of {count}**"))
        alarms = [
            sum(self.outcomes[tool][name] in ("seen", "crash", "hang") for name in self.controls) for tool in TOOLS]
        lines.append(row("false alarms", *(f"{alarm} of {len(self.controls)}" for alarm in alarms), "2 of 31"))
        lines.append(row(
            "said of the three sound files", *(", ".join(str(n) for n in self.bases[tool].values()) for tool in TOOLS),
            "1, 4 and –"))
        return lines + [
            "", "The last row counts errors and warnings about sound files: one of NXxas, and two of probe definitions that use all of the",
            "definition language.", "",
        ]

    def verdict(self):
        alone = [name for name in self.faults if all(self.outcomes[tool][name] != "seen" for tool in PEERS)]
        lacking = [name for name in self.faults if self.outcomes["Edgewise"][name] != "seen"]
        return [
            "## What follows", "",
            f"- {len(self.faults) - len(lacking)} of the {len(self.faults)} faults are seen by Edgewise, {len(alone)} of them by none "
            "of the peers that were run.",
            "- `pynx validate` sees most among the peers: it reads values and compares units by their meaning. For definitions that inherit",
            "  much it is the one to compare with. It exits 0 also when it finds a file invalid.",
            "- `nxcheck` and `nxvalidate` are two halves: base classes and names, application definitions. They open files for writing.",
            "- silx looks at what can be plotted and nothing else; there it sees most of the peers.",
            "- cnxvalidate starts fastest among the peers, and is the only one of them that follows chains of transformations.",
            "- Edgewise checks M2 in part. It was not built to judge other techniques by more than their definitions.", "",
        ]

    def files(self):
        lines = ["## Each file", "", *head("file", "fault", "expected", *TOOLS)]
        for name, entry in self.manifest.items():
            if entry["category"] == "base":
                continue
            marks = [MARKS[self.outcomes[tool][name]] for tool in TOOLS]
            expected = "nothing" if entry["expect"] == "ok" else entry["expect"]
            lines.append(row(f"`{name}`", entry["fault"].removeprefix("control: ").replace("|", "/"), expected, *marks))
        return lines + ["", "This page is made by `make validators`.", ""]


def text(manifest, outcomes, bases, versions):
    page = Page(manifest, outcomes, bases, versions)
    return "\n".join(page.introduction() + page.categories() + page.verdict() + page.rules() + page.files())
