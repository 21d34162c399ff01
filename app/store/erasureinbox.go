package store

import (
	"bytes"
	"encoding/json"
	"slices"
	"strconv"

	"github.com/askwell/askwell/app"
)

// forgetLetters empties the waiting webhooks that tell of a customer or of her orders:
// their news would be refused, but they are not to lie here until then. What asks for
// an erasure stays.
func (p people) forgetLetters(customer app.CustomerID, orders []app.OrderID) error {
	named := make([]int64, 0, len(orders)+1)
	if customer != 0 {
		named = append(named, int64(customer))
	}
	for _, id := range orders {
		named = append(named, int64(id))
	}
	search := "instr(payload, ?) > 0"
	if isPostgres(p.tx) {
		search = "position( ? in payload) > 0" // GORM would take bytes right behind a parenthesis for a list
	}
	for _, id := range unique(named) {
		var rows []struct {
			WebhookID string
			Payload   []byte
		}
		if err := p.tx.Raw(`SELECT webhook_id, payload FROM inbox WHERE shop_id = ? AND state = 'waiting'
			AND (topic LIKE 'customer%' AND topic <> 'customers/redact' OR topic LIKE 'orders/%') AND triggered_at <= ? AND `+search,
			p.shop, p.now, strconv.AppendInt(nil, id, 10)).Scan(&rows).Error; err != nil {
			return err
		}
		var hers []string
		for _, row := range rows {
			if tellsOf(row.Payload, id) {
				hers = append(hers, row.WebhookID)
			}
		}
		for some := range slices.Chunk(hers, 400) {
			if err := p.exec(`UPDATE inbox SET state = 'dropped', reason = 'who it tells of was erased since', payload = ?, finished_at = ?
				WHERE shop_id = ? AND webhook_id IN ?`, []byte{}, p.now, p.shop, some); err != nil {
				return err
			}
		}
	}
	return nil
}

// tellsOf reports whether a webhook's body is about a customer or an order: its own
// number, or the one of the customer it names.
func tellsOf(payload []byte, id int64) bool {
	var body struct {
		ID       json.RawMessage `json:"id"`
		Customer struct {
			ID json.RawMessage `json:"id"`
		} `json:"customer"`
		CustomerID json.RawMessage `json:"customer_id"`
		GID        json.RawMessage `json:"customerId"`
	}
	if json.Unmarshal(payload, &body) != nil {
		return false
	}
	number := strconv.FormatInt(id, 10)
	for _, one := range [][]byte{body.ID, body.Customer.ID, body.CustomerID, body.GID} {
		one = bytes.Trim(one, `"`)
		if string(one[bytes.LastIndexByte(one, '/')+1:]) == number {
			return true
		}
	}
	return false
}
