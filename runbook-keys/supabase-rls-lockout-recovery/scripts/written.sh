# Is the good file whole? It needs a policy, a grant and no COMMIT.
if grep -qi '^ *commit *;' "$GOOD_POLICIES" || ! grep -q '^set local lock_timeout' "$GOOD_POLICIES"; then
  printf 'not-a-rules-file\n'
elif grep -qi '^create policy' "$GOOD_POLICIES" && grep -qi '^grant .* to authenticated' "$GOOD_POLICIES" &&
  ! cmp -s "$GOOD_POLICIES" "$EVIDENCE_DIR/policies-before.sql"; then
  printf 'written\n'
else
  printf 'incomplete\n'
fi
