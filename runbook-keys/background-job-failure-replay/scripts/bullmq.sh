# A BullMQ queue through redis-cli, read and changed as BullMQ does it: bullmq.sh jobs, clients, replay, cancel or resume.
# The password is in REDISCLI_AUTH, which redis-cli reads by itself. replay and resume take ids on standard input.
set -o pipefail
queue="${BULLMQ_PREFIX:-bull}:$QUEUE_NAME"
redis() {
  redis-cli -e ${REDIS_TLS:+--tls} ${REDIS_USER:+--user "$REDIS_USER"} -h "$REDIS_HOST" -p "${REDIS_PORT:-6379}" "$@"
}
since=$(date -u -d "$INCIDENT_START" +%s 2> /dev/null || date -juf %Y-%m-%dT%H:%M:%SZ "$INCIDENT_START" +%s) || exit

read -r -d '' jobs << 'LUA'
local q, out = KEYS[1], {}
local function add(id, state, due)
  local f = redis.call('HMGET', q .. ':' .. id, 'data', 'opts', 'timestamp', 'processedOn', 'finishedOn', 'failedReason', 'atm')
  if not f[1] then return end
  local lock = state == 'active' and redis.call('PTTL', q .. ':' .. id .. ':lock') or -2
  out[#out + 1] = cjson.encode({ id = id, state = state, data = f[1], opts = f[2] or nil, ordered = f[3] or nil,
    taken = f[4] or nil, ended = f[5] or nil, reason = f[6] or nil, made = f[7] or '0', due = due or f[3], lock = lock })
end
local function all(ids, state)
  if #ids + #out > 20000 then error('more than 20000 jobs') end
  for _, id in ipairs(ids) do add(id, state) end
end
for _, list in ipairs({ 'wait', 'paused' }) do all(redis.call('LRANGE', q .. ':' .. list, 0, 20000), 'waiting') end
all(redis.call('ZRANGE', q .. ':prioritized', 0, 20000), 'waiting')
all(redis.call('LRANGE', q .. ':active', 0, 20000), 'active')
for _, list in ipairs({ 'failed', 'completed' }) do
  all(redis.call('ZRANGEBYSCORE', q .. ':' .. list, ARGV[1], '+inf', 'LIMIT', 0, 20001), list)
end
local delayed = redis.call('ZRANGE', q .. ':delayed', 0, 20000, 'WITHSCORES')
for i = 1, #delayed, 2 do add(delayed[i], 'waiting', math.floor(tonumber(delayed[i + 1]) / 4096)) end
local function flag(key, ...) return redis.call(key, ...) == 1 and 'true' or 'false' end
return '{"known":' .. flag('EXISTS', q .. ':meta') .. ',"paused":' .. flag('HEXISTS', q .. ':meta', 'paused')
  .. ',"jobs":[' .. table.concat(out, ',') .. ']}'
LUA

read -r -d '' retry << 'LUA'
local q, id = KEYS[1], ARGV[1]
local job = q .. ':' .. id
if redis.call('HEXISTS', q .. ':meta', 'paused') == 1 then return redis.error_reply('the queue is paused') end
if redis.call('HEXISTS', job, 'parentKey') == 1 then return redis.error_reply('a child of a flow: ' .. id) end
if redis.call('EXISTS', job) == 0 or redis.call('ZREM', q .. ':failed', id) == 0 then return 0 end
redis.call('HDEL', job, 'finishedOn', 'processedOn', 'failedReason', 'returnvalue')
local attempts = tonumber(cjson.decode(redis.call('HGET', job, 'opts') or '{}').attempts) or 1
if ARGV[2] == 'once' and (tonumber(redis.call('HGET', job, 'atm')) or 0) < attempts - 1 then
  redis.call('HSET', job, 'atm', attempts - 1)
end
local priority = tonumber(redis.call('HGET', job, 'priority')) or 0
if priority == 0 then redis.call('LPUSH', q .. ':wait', id)
else redis.call('ZADD', q .. ':prioritized', priority * 0x100000000 + redis.call('INCR', q .. ':pc') % 0x100000000, id) end
redis.call('ZADD', q .. ':marker', 0, '0')
redis.call('XADD', q .. ':events', 'MAXLEN', '~', 10000, '*', 'event', 'waiting', 'jobId', id, 'prev', 'failed')
return 1
LUA

read -r -d '' cancel << 'LUA'
local q, now, out = KEYS[1], ARGV[2], {}
local function stale(ids, remove)
  for _, id in ipairs(ids) do
    local ordered = redis.call('HGET', q .. ':' .. id, 'timestamp')
    if ordered and tonumber(ordered) < tonumber(ARGV[1]) then
      remove(id)
      redis.call('HSET', q .. ':' .. id, 'failedReason', 'cancelled: stale', 'finishedOn', now)
      redis.call('ZADD', q .. ':failed', now, id)
      out[#out + 1] = id
    end
  end
end
for _, list in ipairs({ 'wait', 'paused' }) do
  local key = q .. ':' .. list
  stale(redis.call('LRANGE', key, 0, -1), function(id) redis.call('LREM', key, 1, id) end)
end
-- What is delayed to a later time is not late.
for set, last in pairs({ prioritized = '+inf', delayed = now * 4096 }) do
  local key = q .. ':' .. set
  stale(redis.call('ZRANGEBYSCORE', key, '-inf', last), function(id) redis.call('ZREM', key, id) end)
end
return out
LUA

case "$1" in
  jobs) redis --raw eval "$jobs" 1 "$queue" "${since}000" ;;
  clients) redis --raw client list ;;
  replay | resume)
    pause=$(awk "BEGIN { print 1 / ${REPLAY_PER_SECOND:-1} }")
    [ "$1" = replay ] && attempts=once
    done=0
    while read -r id; do
      count=$(redis --raw eval "$retry" 1 "$queue" "$id" "${attempts:-all}") || exit
      done=$((done + count))
      sleep "$pause"
    done
    printf '%s\n' "$done" ;;
  cancel) redis --raw eval "$cancel" 1 "$queue" "$(($(date +%s) - STALE_HOURS * 3600))000" "$(date +%s)000" ;;
esac
