-- give takes a call back that is over, or was not made, and learns from its answer.
local throttled, after, known = ARGV[5] == '1', tonumber(ARGV[6]), ARGV[7] == '1'
local left, most, told, took = tonumber(ARGV[8]), tonumber(ARGV[9]), tonumber(ARGV[10]), tonumber(ARGV[11])
local b = open(0)
local mine = b.calls[id]
if mine and not mine.sent then
  leave(b, id)
  keep(b)
  return { 1 }
end
b.calls[id] = nil
local since, sent, missed = 0, now, 0
if mine then
  if throttled then took = 0 elseif took <= 0 then took = mine.cost end
  since, sent, missed = b.spent - mine.since, mine.sent, mine.cost - took
  b.spent = b.spent + took
end

local booked, waiting = sums(b)
if known then
  if told > 0 then b.rate = told end
  b.most = most
  -- Others under way are counted in what is left, or not yet: the least there can be is
  -- without all of them. Our own account is exact but for those who draw on the bucket
  -- unseen: there is hardly more than what is left without those sent after this one.
  local least = left - booked - since
  local largest = left + (told > 0 and told or rate) * (now - sent) / 1000 - waiting
  for _, c in pairs(b.calls) do
    if c.sent and c.sent > sent then largest = largest - c.cost end
  end
  b.level = throttled and least or math.max(least, math.min(largest, b.level + missed))
  if throttled then b.slack = math.min(most / 2, b.slack + most / 20) end
elseif throttled then
  if sent >= b.cut then b.pace, b.cut = math.max(floor, b.pace / 2), now end
  b.level = math.min(b.level, -waiting)
end
if after > 0 then b.rest = math.max(b.rest, now + math.min(after, hour)) end
keep(b)
return { 1 }
