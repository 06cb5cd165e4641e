#!/bin/sh
# Java 17, which Spark runs on: Debian's package where we may install one.
set -eu
if command -v java >/dev/null 2>&1 || [ -x "${JAVA_HOME:-/nowhere}/bin/java" ]; then exit 0; fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "Installing Debian's openjdk-17-jre-headless for Spark …" >&2
  if apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq openjdk-17-jre-headless >/dev/null; then
    exit 0
  fi
fi
echo "There is no Java here: install a Java 17 runtime, or name one in JAVA_HOME." >&2
exit 1
