#!/usr/bin/env bash
# Installs what the tests need, builds once, runs every test and ends with one line: N passed, N failed[, N skipped].
# Exit code 0 means that nothing failed. With CI=true a missing database or browser is a failure, elsewhere a skip.
set -uo pipefail
cd "$(dirname "$0")" || exit 1
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1 NO_COLOR=1 DEBIAN_FRONTEND=noninteractive

passed=0 failed=0 skipped=0
results=TestResults
rm -rf "$results"
mkdir -p "$results"

# count NAME PASSED FAILED SKIPPED: one line per project, and the sum.
count() {
  printf '%-24s %5d passed, %d failed, %d skipped\n' "$1" "$2" "$3" "$4"
  passed=$((passed + $2)) failed=$((failed + $3)) skipped=$((skipped + $4))
}

finish() {
  printf '%d passed, %d failed' "$passed" "$failed"
  [ "$skipped" -gt 0 ] && printf ', %d skipped' "$skipped"
  printf '\n'
  [ "$failed" -eq 0 ]
  exit
}

# A step that must work before tests mean anything.
must() {
  local name=$1 log=$results/$1.log
  shift
  if ! "$@" >"$log" 2>&1; then
    tail -n 60 "$log"
    count "$name" 0 1 0
    return 1
  fi
}

install_missing() {
  local packages=() as_root=()
  ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null || packages+=(postgresql)
  command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || packages+=(chromium)
  [ ${#packages[@]} -eq 0 ] && return
  if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null || ! sudo -n true 2>/dev/null; then
      echo "Some tests need packages that only root can install: apt-get install ${packages[*]}"
      return
    fi
    as_root=(sudo -n)
  fi
  echo "Installing ${packages[*]}"
  { "${as_root[@]}" apt-get update -q && "${as_root[@]}" apt-get install -yq --no-install-recommends "${packages[@]}"; } >"$results/install.log" 2>&1 ||
    echo "Could not install ${packages[*]}; see $results/install.log. Their tests are skipped, or fail with CI=true."
}

# sum LOG WORD: adds up "12 WORD" of vitest summary lines ("Tests  1 failed | 12 passed (13)").
sum() {
  grep -E '^[[:space:]]*Tests[[:space:]]' "$1" | grep -oE "[0-9]+ $2" | awk '{ n += $1 } END { print n + 0 }'
}

test_web() {
  [ -f web/package.json ] || return
  (cd web && npm ci --no-fund --no-audit) >"$results/npm-ci.log" 2>&1 || { tail -n 30 "$results/npm-ci.log"; count web 0 1 0; return; }
  local log=$results/web.log status=0
  (cd web && npm test) >"$log" 2>&1 || status=$?
  local bad; bad=$(sum "$log" failed)
  # Counts can be missing when the runner itself broke: that is a failure too.
  if [ "$status" -ne 0 ] && [ "$bad" -eq 0 ]; then bad=1; fi
  [ "$bad" -gt 0 ] && tail -n 80 "$log"
  count web "$(sum "$log" passed)" "$bad" "$(sum "$log" skipped)"
}

# The client that EndToEnd.Tests drives; where it cannot be installed its tests are skipped, or fail with CI=true.
install_directline() {
  (cd tests/directline && npm ci --no-fund --no-audit) >"$results/directline-npm-ci.log" 2>&1 || { rm -rf tests/directline/node_modules; tail -n 10 "$results/directline-npm-ci.log"; }
}

# counter FILE NAME: an attribute of the Counters element of a trx file.
counter() { grep -oE '<Counters [^>]*' "$1" | grep -oE " $2=\"[0-9]+\"" | grep -oE '[0-9]+'; }

test_project() {
  local name; name=$(basename "$1" .csproj)
  local trx=$results/$name.trx log=$results/$name.log status=0
  timeout 30m dotnet test "$1" --no-build --results-directory "$results" --logger "trx;LogFileName=$name.trx" >"$log" 2>&1 || status=$?
  if [ ! -f "$trx" ]; then
    # "No test is available" is an empty project, not a crash.
    if [ "$status" -eq 0 ]; then count "$name" 0 0 0; else tail -n 60 "$log"; count "$name" 0 1 0; fi
    return
  fi
  local good bad total
  total=$(counter "$trx" total) good=$(counter "$trx" passed) bad=$(counter "$trx" failed)
  if [ "$status" -ne 0 ] && [ "$bad" -eq 0 ]; then bad=1; fi
  [ "$bad" -gt 0 ] && cat "$log"
  count "$name" "$good" "$bad" "$((total - good - bad < 0 ? 0 : total - good - bad))"
}

command -v dotnet >/dev/null || { echo "The .NET 10 SDK is missing."; failed=1; finish; }
command -v npm >/dev/null || { echo "Node 20 or newer with npm is missing."; failed=1; finish; }
install_missing
test_web
install_directline
must build dotnet build CrmPlugins.sln -v q || finish
while read -r project; do
  test_project "$project"
done < <(grep -l '<IsTestProject>true<' tests/*/*.csproj)
finish
