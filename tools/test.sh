#!/bin/sh
# Runs all tests with the Deno that is installed, else with the one from npm. Installs nothing globally.
cd "$(dirname -- "$0")/.." || exit 1
: "${DENO_TLS_CA_STORE:=system}"
export DENO_TLS_CA_STORE DENO_NO_UPDATE_CHECK=1
if command -v deno >/dev/null 2>&1; then
  exec deno task --quiet test "$@"
fi
exec npx --yes --loglevel=error deno@2.7.11 task --quiet test "$@"
