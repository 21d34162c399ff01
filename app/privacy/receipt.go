package privacy

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/seal"
)

// Receipt says that somebody was erased, where and when, and not who: subject is her
// name hashed with the shop's salt, which the shop can compare and nobody can undo. Its
// JSON is canonical, the fields in this order and no space between them; the signature
// is Ed25519 over that JSON without the signature itself, by the key it names.
type Receipt struct {
	ID           string               `json:"id"`
	Shop         app.ShopID           `json:"shop"`
	Subject      string               `json:"subject"`
	RequestedAt  time.Time            `json:"requested_at"`
	DueAt        time.Time            `json:"due_at"`
	ErasedAt     time.Time            `json:"erased_at"`
	FinishedAt   time.Time            `json:"finished_at"`
	Here         map[string]int       `json:"here"`
	Destinations []ReceiptDestination `json:"destinations"`
	Key          string               `json:"key"`
	Signature    string               `json:"signature,omitempty"`
}

// ReceiptDestination is what became of an erasure at one destination.
type ReceiptDestination struct {
	Destination app.DestinationID `json:"destination"`
	State       app.ErasureState  `json:"state"`
	Attempts    int               `json:"attempts"`
	Checks      int               `json:"checks"`
	ErasedAt    time.Time         `json:"erased_at,omitzero"`
	CheckedAt   time.Time         `json:"checked_at,omitzero"`
	Reason      string            `json:"reason,omitempty"`
}

// sign makes the receipt of an erasure.
func sign(keys *seal.Ring, e app.Erasure) ([]byte, error) {
	r := Receipt{
		ID: e.ID, Shop: e.Shop, Subject: e.Subject, RequestedAt: e.RequestedAt.UTC(), DueAt: e.DueAt.UTC(), ErasedAt: e.ErasedAt.UTC(),
		FinishedAt: e.FinishedAt.UTC(), Here: e.Counts, Destinations: make([]ReceiptDestination, len(e.Parts)), Key: keys.PublicKey(),
	}
	for i, p := range e.Parts {
		r.Destinations[i] = ReceiptDestination{
			Destination: p.Destination, State: p.State, Attempts: p.Attempts, Checks: p.Checks,
			ErasedAt: p.ErasedAt.UTC(), CheckedAt: p.CheckedAt.UTC(), Reason: p.Reason,
		}
	}
	text, err := r.signed()
	if err != nil {
		return nil, err
	}
	r.Signature = keys.Sign(text)
	return canonical(r)
}

// signed is what the signature is over.
func (r Receipt) signed() ([]byte, error) {
	r.Signature = ""
	return canonical(r)
}

func canonical(r Receipt) ([]byte, error) {
	text, err := json.Marshal(r)
	if err != nil {
		return nil, fmt.Errorf("receipt: %w", err)
	}
	return text, nil
}

// errNoReceipt is told of anything that we cannot have made.
var errNoReceipt = errors.New("not a receipt of ours, or changed since it was signed")

// Verify reads a receipt and says which of the keys signed it, 1 for the present one.
// Space around it does not matter, anything else does. Errors: seal.ErrNoKey,
// seal.ErrForged, or what is wrong with it.
func Verify(keys *seal.Ring, text []byte) (r Receipt, key int, err error) {
	text = bytes.TrimSpace(text)
	if err := json.Unmarshal(text, &r); err != nil {
		return Receipt{}, 0, errNoReceipt
	}
	again, err := canonical(r)
	if err != nil {
		return Receipt{}, 0, err
	}
	if !bytes.Equal(again, text) { // what is not read is not signed either
		return Receipt{}, 0, errNoReceipt
	}
	signed, err := r.signed()
	if err != nil {
		return Receipt{}, 0, err
	}
	key, err = keys.Verify(r.Key, r.Signature, signed)
	return r, key, err
}
