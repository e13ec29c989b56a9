# What the scripts share: where the project stands, for whom they work, how they speak.
# shellcheck shell=bash

project=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
export SWIFT_BACKTRACE=${SWIFT_BACKTRACE:-enable=no}  # a crash must end the run, not wait for a debugger
export project

say() { printf '%s\n' "$*"; }
complain() { printf '%s\n' "$*" >&2; }
die() {
  complain "$*"
  exit 1
}

# The person who called sudo; empty when nobody did. What is theirs must not become root's.
caller_behind_sudo() {
  if [ "$(id -u)" -eq 0 ] && [ -n "${SUDO_USER:-}" ] && [ "$SUDO_USER" != root ]; then
    printf '%s' "$SUDO_USER"
  fi
}

home_of() { getent passwd "$1" | cut -d: -f6; }

# The user's data folder, that of the person behind sudo rather than root's.
data_folder() {
  local caller home data=${XDG_DATA_HOME:-}
  caller=$(caller_behind_sudo)
  if [ -n "$caller" ]; then
    home=$(home_of "$caller")
    case $data in "$(home_of root)"/*) data= ;; esac
  else
    home=${HOME:-$(home_of "$(id -u)")}
  fi
  [ -n "$home$data" ] || return 1
  printf '%s' "${data:-$home/.local/share}/edgewise"
}

# A Python that has pip: the one in PATH, else Debian's.
find_python() {
  local python
  for python in "${PYTHON:-python3}" /usr/bin/python3; do
    "$python" -m pip --version >/dev/null 2>&1 && printf '%s' "$python" && return 0
  done
  return 1
}
