package store

import "github.com/askwell/askwell/app"

// Seal encrypts a text for one place with the store's keys, as what it keeps itself.
func (s *Store) Seal(place, text string) string { return s.keys.Seal(place, text) }

// Unseal reads what Seal made for the same place. Errors: Invalid.
func (s *Store) Unseal(place, sealed string) (string, error) {
	text, err := s.keys.Open(place, sealed)
	if err != nil {
		return "", app.Errorf(app.Invalid, "this was not sealed here")
	}
	return text, nil
}
