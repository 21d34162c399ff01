-- take books a call, or looks whether the turn of one that was booked has come. It
-- answers 1 for go, 0 for come again in so many milliseconds, -1 for not in your time.
local patience, cost = tonumber(ARGV[5]), tonumber(ARGV[6])
local b = open(cost)
local r, most = limits(b)
local mine = b.calls[id]
if not mine then
  -- A call dearer than the whole bucket goes out when it is full.
  cost = math.min(cost, most)
  b.drawn, b.level = b.drawn + cost, b.level - cost
  mine = { cost = cost, mark = b.drawn }
  b.calls[id] = mine
end
mine.till = now + alive

local short = mine.mark - b.drawn - b.level + math.min(b.slack, most - mine.cost)
local wait = math.max(0, b.rest - now, short / (r * b.pace) * 1000)
local busy = 0
if abreast > 0 then
  for _, c in pairs(b.calls) do
    if c.sent or c.mark < mine.mark then busy = busy + 1 end
  end
  if busy >= abreast then wait = math.max(wait, 10) end
end

local verdict = 0
if wait < 1 then
  verdict, mine.sent, mine.since, mine.till = 1, now, b.spent, now + hold
elseif wait > patience then
  verdict = -1
  leave(b, id)
end
keep(b)
return { verdict, math.ceil(wait) }
