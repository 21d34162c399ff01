package reward_test

import (
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/askwell/askwell/app"
)

// shop is as much of Shopify's discounts as rewards touch, with its ways to fail.
type shop struct {
	sync.Mutex
	codes   map[string]string // code → discount
	batches map[string][]string
	refused map[string]bool // codes of a batch that were taken when it came
	told    app.RewardRule  // the last
	made    int
	down    bool // no call arrives
	mute    bool // calls arrive, their answers do not
	slow    bool // batches are not done
	amnesia bool // batches are forgotten
}

func newShop() *shop {
	return &shop{codes: map[string]string{}, batches: map[string][]string{}, refused: map[string]bool{}}
}

var errGone = app.Errorf(app.Unavailable, "Shopify could not be reached")

// call runs one call with today's trouble.
func (s *shop) call(do func()) error {
	s.Lock()
	defer s.Unlock()
	if s.down {
		return errGone
	}
	do()
	if s.mute {
		return errGone
	}
	return nil
}

func (s *shop) EnsureDiscount(_ context.Context, _ app.RewardRule, code string, _ time.Time) (id string, err error) {
	err = s.call(func() {
		if s.codes[code] == "" {
			s.made++
			s.codes[code] = fmt.Sprint("discount ", s.made)
		}
		id = s.codes[code]
	})
	return id, err
}

func (s *shop) ChangeDiscount(_ context.Context, _ string, rule app.RewardRule) error {
	return s.call(func() { s.told = rule })
}

func (s *shop) AddCodes(_ context.Context, discount string, codes []string) (id string, err error) {
	err = s.call(func() {
		id = fmt.Sprint("batch ", len(s.batches)+1)
		s.batches[id] = codes
		for _, code := range codes {
			if s.codes[code] != "" {
				s.refused[id+code] = true
				continue
			}
			s.codes[code] = discount
		}
	})
	return id, err
}

func (s *shop) AddedCodes(_ context.Context, batch string) (done bool, added []string, err error) {
	missing := false
	err = s.call(func() {
		if missing = s.amnesia; missing || s.slow {
			return
		}
		done = true
		for _, code := range s.batches[batch] {
			if !s.refused[batch+code] {
				added = append(added, code)
			}
		}
	})
	if missing && err == nil {
		return false, nil, app.Errorf(app.NotFound, "no such batch")
	}
	return done, added, err
}

func (s *shop) DiscountOf(_ context.Context, code string) (id string, err error) {
	err = s.call(func() { id = s.codes[code] })
	return id, err
}
