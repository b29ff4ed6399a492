# What a BullMQ queue holds, through redis-cli: bullmq.sh jobs or clients. EVAL_RO refuses whatever writes.
# The password is in REDISCLI_AUTH, which redis-cli reads by itself.
jobs='
local q, out = KEYS[1], {}
local y, m, d, h, n, s = ARGV[1]:match("^(%d+)-(%d+)-(%d+)T(%d+):(%d+):(%d+)Z$")
if tonumber(m) < 3 then y, m = y - 1, m + 12 end
local days = 365 * y + math.floor(y / 4) - math.floor(y / 100) + math.floor(y / 400) + math.floor((153 * (m - 3) + 2) / 5) + d - 719469
local since = string.format("%.0f", (((days * 24 + h) * 60 + n) * 60 + s) * 1000)
local function add(id, state, due)
  local f = redis.call("HMGET", q .. ":" .. id, "data", "opts", "timestamp", "processedOn", "finishedOn", "failedReason", "atm")
  if not f[1] then return end
  local lock = state == "active" and redis.call("PTTL", q .. ":" .. id .. ":lock") or -2
  out[#out + 1] = cjson.encode({ id = id, state = state, data = f[1], opts = f[2] or nil, ordered = f[3] or nil,
    taken = f[4] or nil, ended = f[5] or nil, reason = f[6] or nil, made = f[7] or "0", due = due or f[3], lock = lock })
end
local function all(ids, state)
  if #ids + #out > 20000 then error("more than 20000 jobs") end
  for _, id in ipairs(ids) do add(id, state) end
end
for _, list in ipairs({ "wait", "paused" }) do all(redis.call("LRANGE", q .. ":" .. list, 0, 20000), "waiting") end
all(redis.call("ZRANGE", q .. ":prioritized", 0, 20000), "waiting")
all(redis.call("LRANGE", q .. ":active", 0, 20000), "active")
for _, list in ipairs({ "failed", "completed" }) do
  all(redis.call("ZRANGEBYSCORE", q .. ":" .. list, since, "+inf", "LIMIT", 0, 20001), list)
end
local delayed = redis.call("ZRANGE", q .. ":delayed", 0, 20000, "WITHSCORES")
for i = 1, #delayed, 2 do add(delayed[i], "waiting", math.floor(tonumber(delayed[i + 1]) / 4096)) end
local function flag(found) return found == 1 and "true" or "false" end
return "{\"known\":" .. flag(redis.call("EXISTS", q .. ":meta")) .. ",\"paused\":"
  .. flag(redis.call("HEXISTS", q .. ":meta", "paused")) .. ",\"jobs\":[" .. table.concat(out, ",") .. "]}"
'
case "$1" in
  jobs)
    redis-cli -e --raw ${REDIS_TLS:+--tls} --user "${REDIS_USER:-default}" -h "$REDIS_HOST" -p "${REDIS_PORT:-6379}" \
      eval_ro "$jobs" 1 "${BULLMQ_PREFIX:-bull}:$QUEUE_NAME" "$INCIDENT_START" ;;
  clients)
    redis-cli -e --raw ${REDIS_TLS:+--tls} --user "${REDIS_USER:-default}" -h "$REDIS_HOST" -p "${REDIS_PORT:-6379}" \
      client list ;;
esac
