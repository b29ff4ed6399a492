# Prints how SOURCE_A and SOURCE_B differ now, one JSON object a line, sorted: the key, and the columns on each side. Both are
# scripts that print one JSON object a line; COMPARE_BY and COMPARE_COLUMNS name fields, with blanks between. A word in
# place of that says why they cannot be compared.
umask 077
set -o pipefail
bash "$SOURCE_A" > "$EVIDENCE_DIR/source-a.jsonl" && bash "$SOURCE_B" > "$EVIDENCE_DIR/source-b.jsonl" || exit 3
jq -nc --slurpfile a "$EVIDENCE_DIR/source-a.jsonl" --slurpfile b "$EVIDENCE_DIR/source-b.jsonl" '
  ($ENV.COMPARE_BY | split(" ")) as $key | ($ENV.COMPARE_COLUMNS | split(" ")) as $columns
  | def key_of: [.[$key[]] | tostring]; def values_of: [.[$columns[]]];
  if ($a | length) == 0 or ($b | length) == 0 then "no-rows"
  elif any($a[], $b[]; [.[$key[]]] | any(. == null)) then "key-missing"
  elif ([$a[] | key_of] | length != (unique | length)) or ([$b[] | key_of] | length != (unique | length))
  then "key-not-unique"
  else INDEX($a[]; key_of | tojson) as $left | INDEX($b[]; key_of | tojson) as $right
    | (($left + $right) | keys[]) as $k | $left[$k] as $l | $right[$k] as $r
    | if $r == null then { kind: "only-a", key: ($k | fromjson), a: ($l | values_of) }
      elif $l == null then { kind: "only-b", key: ($k | fromjson), b: ($r | values_of) }
      elif ($l | values_of) != ($r | values_of) then { kind: "differs", key: ($k | fromjson), a: ($l | values_of), b: ($r | values_of) }
      else empty end
  end' | LC_ALL=C sort || exit 3
