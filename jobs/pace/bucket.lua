-- A bucket is one document, so that a script needs one key and works on a cluster, too:
--   level  what may be taken now; what waiting calls have booked is taken off already
--   drawn  all that was ever booked: a call's mark is drawn after it, its place in the line
--   spent  all that calls which are over have taken
--   rate, most  as the destination tells them, where it does
--   slack  what is left in for those who draw on it unseen: more with every throttled call
--   pace   how much of the rate is used, 1 for all of it; cut is when it was halved last
--   rest   until when nothing is sent
--   calls  by id: cost, mark, till (when it is given up), and once it was sent: sent, since
local hour, alive, hold = 3600000, 1500, 45000
local grow, floor = 0.05, 0.05

local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local id, rate, burst, abreast = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])

-- sums are what is booked by all calls, and by those that were not sent yet.
local function sums(b)
  local booked, waiting, sent = 0, 0, 0
  for _, c in pairs(b.calls) do
    booked = booked + c.cost
    if c.sent then sent = sent + 1 else waiting = waiting + c.cost end
  end
  return booked, waiting, sent
end

local function limits(b) return b.rate or rate, b.most or burst end

-- leave takes a call that was not sent out of the line: those behind it move up.
local function leave(b, which)
  local gone = b.calls[which]
  b.calls[which] = nil
  b.drawn, b.level = b.drawn - gone.cost, b.level + gone.cost
  for _, c in pairs(b.calls) do
    if c.mark > gone.mark then c.mark = c.mark - gone.cost end
  end
end

-- sweep gives up calls of which nobody was heard: their process is gone. A time that is
-- too far off was written before the clock was set back.
local function sweep(b)
  local gone = {}
  for which, c in pairs(b.calls) do
    if c.till < now or c.till > now + hold then gone[#gone + 1] = which end
  end
  for _, which in ipairs(gone) do
    if b.calls[which].sent then
      b.spent = b.spent + b.calls[which].cost
      b.calls[which] = nil
    else
      leave(b, which)
    end
  end
end

-- open reads the bucket as it is now. One that nobody remembers may have been emptied a
-- moment ago: it holds one call.
local function open(first)
  local text = redis.call('GET', KEYS[1])
  local b = text and cjson.decode(text)
    or { at = now, level = first, drawn = 0, spent = 0, slack = 0, pace = 1, cut = 0, rest = 0, calls = {} }
  local passed = math.max(0, now - b.at) / 1000
  b.at, b.rest, b.cut = now, math.min(b.rest, now + hour), math.min(b.cut, now)
  sweep(b)
  local before, r, most = b.pace, limits(b)
  b.pace = math.min(1, before + passed * grow)
  local booked, waiting = sums(b)
  b.slack = math.max(0, b.slack - passed * most / 20 / 60)
  -- What is told counts calls under way as taken once they are: until then they are not.
  local room = most - (b.most and booked or waiting)
  b.level = math.max(b.level, math.min(room, b.level + passed * r * (before + b.pace) / 2))
  return b
end

local function keep(b)
  if next(b.calls) == nil then b.drawn, b.spent = 0, 0 end
  redis.call('SET', KEYS[1], cjson.encode(b), 'PX', hour)
end
