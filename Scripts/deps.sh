#!/usr/bin/env bash
# Brings what Edgewise needs to this machine: probes first, then does only what is missing. Offline and complete, it
# touches neither the network nor the disk.
set -u
. "$(dirname "$0")/common.sh"

# Debian package | how to tell that it is there: `library` a pkg-config name, `command` a program, `package` dpkg's word.
needs='
make                 command  make
pkg-config           command  pkg-config
git                  command  git
gcc                  command  gcc
libc6-dev            package  libc6-dev
libstdc++-12-dev     package  libstdc++-*-dev
libsqlite3-0         package  libsqlite3-0
libncurses6          package  libncurses6
libhdf5-dev          package  libhdf5-dev
libxml2-dev          library  libxml-2.0
libdeflate-dev       library  libdeflate
libminizip-dev       library  minizip
libyaml-dev          library  yaml-0.1
libudunits2-dev      library  udunits
libxrl-dev           library  libxrl
libssl-dev           library  libcrypto
libcminpack-dev      library  cminpack
libeigen3-dev        library  eigen3
'
oldest_swift=6.2

installed() { dpkg-query -W -f '${db:Status-Status}\n' "$1" 2>/dev/null | grep -qx installed; }

present() {  # PACKAGE KIND NAME
  case $2 in
    command) command -v "$3" >/dev/null ;;
    # Where dpkg does not rule, the compiler's own complaint is the better guide.
    package) ! command -v dpkg-query >/dev/null || installed "$3" ;;
    library) if command -v pkg-config >/dev/null; then pkg-config --exists "$3"; else installed "$1"; fi ;;
  esac
}

missing_packages() {
  local package kind name
  while read -r package kind name; do
    [ -z "$package" ] || present "$package" "$kind" "$name" || say "$package"
  done <<<"$needs"
  # Python serves only to fetch and unpack the definitions, so a machine that has them needs none.
  if ! "$project/Scripts/definitions.sh" --check && ! find_python >/dev/null; then
    say python3
    say python3-pip
  fi
}

as_root() {
  if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi
}

may_become_root() {
  [ "$(id -u)" -eq 0 ] && return 0
  command -v sudo >/dev/null || return 1
  sudo -n true 2>/dev/null || [ -t 0 ]  # with a terminal sudo can ask for the password
}

apt_install() {
  local get=(env DEBIAN_FRONTEND=noninteractive apt-get)
  local install=("${get[@]}" install -y --no-install-recommends "$@")
  # A fresh machine knows no package and an old list names files that are gone: both ask for an update, nothing else does.
  if ! apt-get install --simulate --no-install-recommends "$@" >/dev/null 2>&1; then
    as_root "${get[@]}" update || return 1
    as_root "${install[@]}"
  else
    as_root "${install[@]}" || { as_root "${get[@]}" update && as_root "${install[@]}"; }
  fi
}

check_packages() {
  local missing line
  mapfile -t missing < <(missing_packages)
  [ ${#missing[@]} -eq 0 ] && return 0
  line="apt-get update && apt-get install -y --no-install-recommends ${missing[*]}"
  if ! command -v apt-get >/dev/null; then
    complain "This machine has no apt-get. Install by its own means what Debian calls: ${missing[*]}"
    return 1
  elif ! may_become_root; then
    complain "Debian packages are missing and this user cannot install them. Run as root, then 'make deps' again:"
    complain "  $line"
    return 1
  fi
  say "Installing Debian packages: ${missing[*]}"
  if ! apt_install "${missing[@]}"; then
    complain "The Debian packages could not be installed. See what apt says above, or run as root:"
    complain "  $line"
    return 1
  fi
  mapfile -t missing < <(missing_packages)
  [ ${#missing[@]} -eq 0 ] && return 0
  complain "These are installed now and yet not found: ${missing[*]}. Is another pkg-config or Python than Debian's in PATH?"
  return 1
}

find_swift() {
  local caller
  command -v swift && return 0
  caller=$(caller_behind_sudo)  # sudo hides the PATH in which its caller keeps Swift
  [ -n "$caller" ] && runuser -l "$caller" -c 'command -v swift' 2>/dev/null | tail -n 1
}

check_swift() {
  local swift version advice
  advice="Edgewise needs Swift $oldest_swift or newer: get the toolchain for Debian 12 at https://www.swift.org/install/linux,"
  advice+=" unpack it and put its usr/bin into PATH."
  swift=$(find_swift)
  if [ -z "$swift" ]; then
    complain "There is no 'swift' in PATH. $advice"
    [ -z "$(caller_behind_sudo)" ] ||
      complain "If it is there without sudo: run 'make deps' without sudo, which is called for apt alone."
    return 1
  fi
  version=$("$swift" --version 2>/dev/null | sed -n 's/.*Swift version \([0-9][0-9.]*\).*/\1/p' | head -n 1)
  if [ -z "$version" ]; then
    complain "$swift does not say its version, so it is not a working toolchain. $advice"
    return 1
  elif [ "$(printf '%s\n' "$oldest_swift" "$version" | sort -V | head -n 1)" != "$oldest_swift" ]; then
    complain "$swift is version $version. $advice"
    return 1
  fi
}

# Every step runs, so that one call tells everything that is wrong.
failed=0
check_packages || failed=1
check_swift || failed=1
"$project/Scripts/definitions.sh" || failed=1
[ $failed -eq 0 ] && say "deps: everything Edgewise needs is here."
exit $failed
