#!/bin/sh
# PostgreSQL for the examples that start a server of their own: Debian's package where we may install one.
set -eu
if command -v postgres >/dev/null 2>&1 || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; then exit 0; fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "Installing Debian's postgresql for the tests …" >&2
  if apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq postgresql >/dev/null; then
    exit 0
  fi
fi
echo "There is no PostgreSQL here: what needs it is skipped and listed as such, and fails where CI is set." >&2
