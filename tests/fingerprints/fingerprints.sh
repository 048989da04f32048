#!/usr/bin/env bash
# One line per output of the command line, "sha256  what": equal lists before and after a change of structure mean equal
# behaviour. fingerprints.sh CLI > LIST; then diff two lists.
# Environment: PRESETS (default: all), LENGTHS (default: 64 300), KEEP=FOLDER keeps the arrays of the fast engines.
set -euo pipefail
cli=$(readlink -f "$1")
keep=${KEEP:-}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export LC_ALL=C.UTF-8 TZ=UTC QT_QPA_PLATFORM=offscreen SOURCE_DATE_EPOCH=0

# print NAME FILE...: the sum of the files, or of what the program said instead of writing them
print() {
  local name=$1; shift
  if [[ -e "$1" ]]; then printf '%s  %s\n' "$(sha256sum <"$1" | cut -c1-64)" "$name"; else printf 'none  %s: %s\n' "$name" "$(head -n 1 said)"; fi
  if [[ -n "$keep" && -e "$1" && "$name" == *" cpu"* ]]; then mkdir -p "$keep"; cp "$1" "$keep/${name//[ :]/_}"; fi
  rm -f "$@" said
}

presets=${PRESETS:-$("$cli" presets --json | grep -o '"id": *"[^"]*"' | cut -d'"' -f4)}
engines="reference cpu cpu:baseline cpu:avx2 cpu:avx512"
for length in ${LENGTHS:-64 300}; do
  for preset in $presets; do
    for engine in $engines; do
      "$cli" compute "$preset" --length "$length" --engine "$engine" --out a.npz >/dev/null 2>said || true
      print "compute $preset $length $engine" a.npz
    done
    "$cli" analyse "$preset" --length "$length" --engine reference --out a.json >/dev/null 2>said || true
    print "analyse $preset $length" a.json
  done
done
for preset in $presets; do
  for figure in map impulse spectrum stability board; do
    for format in svg png; do
      "$cli" render "$preset" --length 64 --engine reference --figure "$figure" --dpi 100 --out "a.$format" >/dev/null 2>said || true
      print "render $preset $figure $format" "a.$format"
    done
  done
done
