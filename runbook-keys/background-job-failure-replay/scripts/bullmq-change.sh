# Changes a BullMQ queue through redis-cli as BullMQ does it: bullmq-change.sh replay, cancel or resume.
# The password is in REDISCLI_AUTH, which redis-cli reads by itself. replay and resume take ids on standard input.
set -o pipefail
queue="${BULLMQ_PREFIX:-bull}:$QUEUE_NAME"
redis() {
  redis-cli -e ${REDIS_TLS:+--tls} --user "${REDIS_USER:-default}" -h "$REDIS_HOST" -p "${REDIS_PORT:-6379}" "$@"
}

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
