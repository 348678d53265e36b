#!/usr/bin/env bash
# A corpus to begin with: every fixture and example under every format, for the targets that choose one by the first byte.
set -euo pipefail
cd "$(dirname "$0")"
formats=11 # the rows of the table in src/document/format.rs
mkdir -p corpus/{readers,checks,restyle,link,bytes,inline,parse,csl}
cp ../styles/*.csl corpus/csl
find ../tests/fixtures ../examples -type f -size -40k | while read -r file; do
    name=$(echo "$file" | tr '/.' '__')
    cp "$file" "corpus/bytes/$name"
    cp "$file" "corpus/inline/$name"
    for target in readers checks restyle link; do
        for number in $(seq 0 $((formats - 1))); do
            { printf "\\$(printf %03o "$number")"; cat "$file"; } >"corpus/$target/$number$name"
        done
    done
    grep -E '[0-9]{4}' "$file" | head -20 | while read -r line; do
        printf '%s' "$line" >"corpus/parse/$(printf '%s' "$line" | cksum | cut -d' ' -f1)"
    done || true
done
