# Which events are missing? See ids.mjs, done.sh and missing.mjs.
node "$RUNBOOK/scripts/ids.mjs" && bash "$RUNBOOK/scripts/done.sh" && node "$RUNBOOK/scripts/missing.mjs"
