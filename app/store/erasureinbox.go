package store

import (
	"bytes"
	"encoding/json"
	"slices"
	"strconv"
)

// forgetLetters empties the waiting webhooks that tell of a customer or of her orders:
// their news would be refused, but they are not to lie here until then. The one that
// asked for the erasure is done with it; others that ask for one stay.
func (p people) forgetLetters(order ErasureOrder) error {
	if err := p.exec(`UPDATE inbox SET state = 'done', reason = '', payload = ?, finished_at = ? WHERE shop_id = ? AND webhook_id = ?
		AND topic = 'customers/redact' AND state = 'waiting'`, []byte{}, p.now, p.shop, order.Request); err != nil {
		return err
	}
	named := make([]int64, 0, len(order.Orders)+1)
	if order.Customer != 0 {
		all, err := p.mergedInto(order.Customer)
		if err != nil {
			return err
		}
		for _, id := range all {
			named = append(named, int64(id))
		}
	}
	for _, id := range order.Orders {
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
