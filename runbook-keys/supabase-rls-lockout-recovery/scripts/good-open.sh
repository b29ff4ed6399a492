# Names of policies that let everything through in the good file and before the first action: those are meant so.
open_in() {
  awk '/^create policy /{ name = $0; sub(/^create policy /, "", name); sub(/ on .*/, "", name) }
    /(using|with check) \(true\)/{ print name }' "$1" 2> /dev/null | sort -u
}
comm -12 <(open_in "$GOOD_POLICIES") <(open_in "$EVIDENCE_DIR/policies-before.sql")
