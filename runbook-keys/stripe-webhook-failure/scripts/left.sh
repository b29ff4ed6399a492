# How many events since the start are not processed? See ids.mjs, done.sh and left.mjs.
node "$RUNBOOK/scripts/ids.mjs" && bash "$RUNBOOK/scripts/done.sh" && node "$RUNBOOK/scripts/left.mjs"
