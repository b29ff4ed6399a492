# Compares two sources twice. SOURCE_A and SOURCE_B are scripts that print one JSON object a line; COMPARE_BY and
# COMPARE_COLUMNS name fields, with blanks between. What differs both times in the same way is in differences.jsonl.
umask 077
mkdir -p "$EVIDENCE_DIR" || exit
compare() {
  bash "$SOURCE_A" > "$EVIDENCE_DIR/source-a.jsonl" && bash "$SOURCE_B" > "$EVIDENCE_DIR/source-b.jsonl" || return 3
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
    end' | sort > "$EVIDENCE_DIR/$1.jsonl"
}
compare first || exit
if grep -qx '"[a-z-]*"' "$EVIDENCE_DIR/first.jsonl"; then jq -r . "$EVIDENCE_DIR/first.jsonl"; exit 0; fi
if [ -s "$EVIDENCE_DIR/first.jsonl" ]; then
  sleep "${COMPARE_WAIT:-600}"
  compare second || exit
else
  : > "$EVIDENCE_DIR/second.jsonl"
fi
comm -12 "$EVIDENCE_DIR/first.jsonl" "$EVIDENCE_DIR/second.jsonl" > "$EVIDENCE_DIR/differences.jsonl"
jq -r .kind "$EVIDENCE_DIR/differences.jsonl" | sort | uniq -c
if [ -s "$EVIDENCE_DIR/differences.jsonl" ]; then printf 'differs\n'; else printf 'equal\n'; fi
