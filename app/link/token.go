package link

import (
	"encoding/binary"
	"hash/crc32"
	"math"
	"time"

	"github.com/google/uuid"

	"github.com/askwell/askwell/app"
)

// A new link is made every Period, and each is good for two: what was written down
// somewhere on its first day is good for a quarter of a year at least.
const (
	periodDays = 91
	day        = 24 * time.Hour

	// Period is how long a link is the newest.
	Period = periodDays * day
)

// date counts days since 1970, UTC.
type date uint16

func (d date) time() time.Time { return time.Unix(int64(d)*int64(day/time.Second), 0).UTC() }

// expiry is when a link made now stops opening. Everybody's period begins on another
// day, so that no day has more links to renew than any other.
func expiry(of Holder, now time.Time) date {
	shift := int64(crc32.ChecksumIEEE([]byte(of.name())) % periodDays)
	today := now.Unix() / int64(day/time.Second)
	begun := today - (today-shift)%periodDays
	return date(min(begun+2*periodDays, math.MaxUint16))
}

// RenewAt is when somebody's next link is due.
func RenewAt(of Holder, now time.Time) time.Time { return expiry(of, now).time().Add(-Period) }

func (h Holder) name() string {
	if h.Profile != "" {
		return app.ProfileSubject(h.Profile)
	}
	return app.CustomerSubject(h.Customer)
}

// sealed is what a token says.
type sealed struct {
	shop  app.ShopID
	of    Holder
	until date
}

// The first byte says how the rest is written: whose link it is in 16 bytes or 8, then
// the last day in two, and the shop's name without what all of them end in. A shop of
// nine letters makes a token of 75 characters, the longest name one of 143.
const (
	ofProfile  = 1
	ofCustomer = 2
)

const domain = ".myshopify.com"

func (s sealed) bytes() ([]byte, error) {
	var content []byte
	if s.of.Profile != "" {
		id, err := uuid.Parse(string(s.of.Profile))
		if err != nil || id.String() != string(s.of.Profile) {
			return nil, app.Errorf(app.Invalid, "a profile without a UUID has no link")
		}
		content = append([]byte{ofProfile}, id[:]...)
	} else {
		if s.of.Customer <= 0 {
			return nil, app.Errorf(app.Invalid, "nobody has no link")
		}
		content = binary.BigEndian.AppendUint64([]byte{ofCustomer}, uint64(s.of.Customer))
	}
	content = binary.BigEndian.AppendUint16(content, uint16(s.until))
	return append(content, s.shop[:len(s.shop)-len(domain)]...), nil
}

// parse reads what bytes wrote, and nothing else. Errors: ErrBroken.
func parse(content []byte) (sealed, error) {
	var s sealed
	switch {
	case len(content) > 19 && content[0] == ofProfile:
		s.of.Profile = app.ProfileID(uuid.UUID(content[1:17]).String())
		content = content[17:]
	case len(content) > 11 && content[0] == ofCustomer:
		s.of.Customer = app.CustomerID(binary.BigEndian.Uint64(content[1:9])) //nolint:gosec // checked below
		content = content[9:]
	default:
		return s, ErrBroken
	}
	s.until = date(binary.BigEndian.Uint16(content))
	shop, err := app.ParseShop(string(content[2:]) + domain)
	if err != nil || s.of.Profile == "" && s.of.Customer <= 0 {
		return s, ErrBroken
	}
	s.shop = shop
	return s, nil
}
