package link

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/askwell/askwell/app"
)

// Document is what emails are told of somebody's links: her newest one for each
// purpose, as JSON, and when the next are made. Errors: Internal.
func (m *Maker) Document(shop app.ShopID, profile app.ProfileID) (document []byte, next time.Time, err error) {
	of := Holder{Profile: profile}
	urls := map[Purpose]string{}
	for _, purpose := range Purposes {
		made, err := m.Make(shop, of, purpose)
		if err != nil {
			return nil, next, fmt.Errorf("links: %w", err)
		}
		urls[purpose] = made.URL
	}
	document, err = json.Marshal(urls)
	return document, RenewAt(of, m.now()), err
}
