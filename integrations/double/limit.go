package double

import "time"

// Limit is so many in so long. A fixed window begins with its first call and ends all
// at once; a sliding one forgets each call by itself.
type Limit struct {
	Name    string
	Most    int
	Per     time.Duration
	Sliding bool
}

// spent is what a limit has seen.
type spent struct {
	since time.Time
	calls []time.Time // of a sliding window; of a fixed one their number counts
}

// Allow books a call against limits, all of them or none. It reports how many are left
// of the tightest, and where none is, after how long there will be.
func (c *Call[A]) Allow(limits ...Limit) (ok bool, left int, after time.Duration) {
	left = int(^uint(0) >> 1)
	for _, l := range limits {
		s := c.limits[l.Name]
		if s == nil {
			s = &spent{since: c.Now}
			c.limits[l.Name] = s
		}
		s.forget(l, c.Now)
		left = min(left, l.Most-len(s.calls))
		if len(s.calls) >= l.Most {
			after = max(after, s.until(l).Sub(c.Now))
		}
	}
	if left <= 0 {
		return false, 0, after
	}
	for _, l := range limits {
		c.limits[l.Name].calls = append(c.limits[l.Name].calls, c.Now)
	}
	return true, left - 1, 0
}

func (s *spent) forget(l Limit, now time.Time) {
	if !l.Sliding {
		if now.Sub(s.since) >= l.Per {
			s.since, s.calls = now, nil
		}
		return
	}
	for len(s.calls) > 0 && now.Sub(s.calls[0]) >= l.Per {
		s.calls = s.calls[1:]
	}
}

// until is when a full window takes another call.
func (s *spent) until(l Limit) time.Time {
	if l.Sliding {
		return s.calls[0].Add(l.Per)
	}
	return s.since.Add(l.Per)
}
