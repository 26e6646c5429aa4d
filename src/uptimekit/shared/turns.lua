-- The turns under one rate limit, as uptimekit/_runtime/rate_limiter.py has them in one process.
--
-- KEYS: the turns of all who share the limit (id -> time at which the request goes or went),
--       those of them that have not gone yet,
--       and the rest of the state: born, seen, paused, slow, spacing, and how many turns there are.
-- ARGV[1]: what is asked, as JSON (uptimekit/shared/script.py).  Times are microseconds.
-- Returns one text: outcome, now, time of the turn, paused, slow, spacing, born, and id and time of each turn since then.
--
-- The constants MEASURE, FACTOR, CAP, COOLDOWN, PAUSE and REMEMBERED stand before this text.

local turns, waiting, state = KEYS[1], KEYS[2], KEYS[3]
local asked = cjson.decode(ARGV[1])
local limit, period = asked.requests, asked.period -- no requests: no limit
local now = asked.now
if not now then -- read once: in some servers it goes on while the script runs
  local time = redis.call('TIME')
  now = time[1] * 1000000 + time[2]
end

local kept = redis.call('HMGET', state, 'born', 'seen', 'paused', 'slow', 'spacing', 'turns')
local born, seen = kept[1], tonumber(kept[2] or 0)
local paused, slow, spacing = tonumber(kept[3] or 0), tonumber(kept[4] or 0), tonumber(kept[5] or 0)

local function exact(number) return string.format('%.17g', number) end

local function set(id, at) redis.call('ZADD', turns, exact(at), id) end

local function forget(id)
  redis.call('ZREM', turns, id)
  redis.call('ZREM', waiting, id)
end

local function at_rank(command, rank) -- the time of the turn with this rank, if there is one
  local found = redis.call(command, turns, rank, rank, 'WITHSCORES')[2]
  return found and tonumber(found)
end

-- What was kept means nothing if the clock of the store was set back.  If it is later than the asker thinks, the clock
-- was set forward, or the question has waited: the store was busy, and the asker may have gone.  So nothing is done
-- before it asks again.  Who was told of another state than this one, or of one that the store has lost, has to tell
-- what it knows, too.
local ahead = asked.born and asked.born == born and now - asked.expected or 0
local is_late = ahead > asked.tolerance
local evicted = born and tonumber(kept[6]) ~= redis.call('ZCARD', turns) -- a server that is full may drop one key of three
if now < seen - asked.tolerance or ahead < -asked.tolerance or evicted then
  redis.call('DEL', turns, waiting, state)
  born, paused, slow, spacing = false, 0, 0, 0
end
if asked.born and (asked.born ~= born or is_late) and not asked.told then return 'unknown' end
born = born or asked.nonce

if asked.told then
  for id, age in pairs(asked.told.sent) do
    set(id, now - age)
    redis.call('ZREM', waiting, id)
  end
  for id, age in pairs(asked.told.seen) do -- with a clock that was set forward, what is kept seems to be older than it is
    if redis.call('ZADD', turns, is_late and 'GT' or 'NX', 'CH', exact(now - age), id) == 1 and age < 0 then
      redis.call('ZADD', waiting, exact(now - age), id)
    end
  end
  if asked.told.slow and now + asked.told.slow > slow then
    slow, spacing = now + asked.told.slow, asked.told.spacing
    paused = math.max(paused, now + asked.told.paused)
  end
end

for _, id in ipairs(asked.given_back or {}) do forget(id) end

for _, refusal in ipairs(asked.refusals or {}) do
  if now >= paused then -- else it answers a request from before the pause, whose rate was measured
    local since = exact(now - MEASURE)
    local first = redis.call('ZRANGEBYSCORE', turns, since, exact(now), 'WITHSCORES', 'LIMIT', 0, 1)[2]
    local recent = first and redis.call('ZCOUNT', turns, since, exact(now)) or 1
    spacing = math.min(math.max(now - tonumber(first or now), PAUSE) / recent * FACTOR, CAP)
  end
  paused = math.max(paused, now + math.min(refusal.asked or PAUSE, refusal.ceiling))
  slow = paused + COOLDOWN
end

local function next_in_line()
  local at = math.max(now, paused)
  local opens = limit and at_rank('ZREVRANGE', limit - 1)
  if opens then at = math.max(at, opens + period) end
  local last = at_rank('ZREVRANGE', 0)
  if last then at = math.max(at, last < slow and last + spacing or last) end
  return at
end

-- When a turn that has come can be used.  Only requests that went count, so that nobody waits for one who is late.
-- Without room now, it is moved to where there is, behind those that were to go by then.
local function first_room()
  if not limit then return now end
  local since, till = '(' .. exact(now - period), exact(now)
  if redis.call('ZCOUNT', turns, since, till) - redis.call('ZCOUNT', waiting, since, till) < limit then return now end
  local at = now
  while true do
    local count = redis.call('ZCOUNT', turns, '-inf', exact(at))
    local opens = count >= limit and at_rank('ZRANGE', count - limit) + period or at
    if opens <= at then return at end
    at = opens
  end
end

local outcome, at = 'done', now
if asked.id then
  local had = tonumber(redis.call('ZSCORE', turns, asked.id)) -- before it is dropped: its owner may be late by a window
  redis.call('ZREMRANGEBYSCORE', turns, '-inf', '(' .. exact(now - math.max(period, MEASURE)))
  redis.call('ZREMRANGEBYSCORE', waiting, '-inf', '(' .. exact(now - math.max(period, MEASURE)))
  if not limit then redis.call('ZREMRANGEBYRANK', turns, 0, -REMEMBERED - 1) end
  if had and had >= paused then
    if had > now then
      at = had
    else
      forget(asked.id)
      at = first_room()
    end
  else
    if had then forget(asked.id) end -- a pause that began later puts it off
    at = next_in_line()
    if paused - now > asked.patience then outcome = 'late' end
  end
  if asked.longest and at - now > asked.longest then outcome = 'late' end
  if outcome == 'late' then
    forget(asked.id)
  else
    set(asked.id, at)
    if at > now then redis.call('ZADD', waiting, exact(at), asked.id) end
  end
end

local rest = {'born', born, 'seen', exact(now), 'paused', exact(paused), 'slow', exact(slow), 'spacing', exact(spacing)}
redis.call('HSET', state, 'turns', redis.call('ZCARD', turns), unpack(rest))
local lasts = math.max((at_rank('ZREVRANGE', 0) or now) + math.max(period, MEASURE), slow, now) - now
for _, key in ipairs(KEYS) do redis.call('PEXPIRE', key, math.ceil(lasts / 1000) + 1000) end

local since = asked.since and exact(asked.since) or '-inf'
local news = table.concat(redis.call('ZRANGEBYSCORE', turns, since, '+inf', 'WITHSCORES'), ' ')
return table.concat({outcome, exact(now), exact(at), exact(paused), exact(slow), exact(spacing), born, news}, ' ')
