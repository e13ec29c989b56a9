#!/usr/bin/env bash
# Prints the man page of an edgewise binary, made of what its own help says: manpage.sh EDGEWISE.
set -uo pipefail
edgewise=$1
export COLUMNS=78 NO_COLOR=1

# Text as it stands: roff must not take a backslash, or a dot or quote in the first column, for its own.
literal() { printf '.nf\n'; sed -e 's/\\/\\e/g' -e 's/-/\\-/g' -e "s/^[.']/\\\\\\&&/"; printf '.fi\n'; }

general=$("$edgewise" help) || exit 1
version=$("$edgewise" --version) || exit 1
verbs=$(awk '/^SUBCOMMANDS:/ { inside = 1; next } /^$/ { inside = 0 } inside && /^  [a-z]/ { print $1 }' <<<"$general")

printf '.TH EDGEWISE 1 "" "%s" "User commands"\n' "$version"
printf '.SH NAME\nedgewise \\- convert, validate and analyse X\\-ray spectroscopy data\n'
printf '.SH SYNOPSIS\n.B edgewise\n.I VERB\n[options]\n.IR INPUT ...\n'
printf '.SH VERBS\n'
literal <<<"$general"
for verb in $verbs; do
  [ "$verb" = help ] && continue
  printf '.SS edgewise %s\n' "$verb"
  "$edgewise" help "$verb" | literal || exit 1
done
cat <<'ROFF'
.SH EXIT STATUS
.TP
0
Done, nothing wrong.
.TP
1
Done, and something was found: a finding of severity error, a difference, data that could be read only in part.
.TP
2
The command was not understood.
.TP
3
An input could not be read at all.
.TP
4
An output could not be written.
.TP
70
An internal error.
.PP
Of several inputs the worst counts, in the order 70, 4, 3, 1, 0.
ROFF
