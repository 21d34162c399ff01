package question

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"

	"github.com/askwell/askwell/app"
)

// MostBytes is the most bytes of a document: twice what a shop's published
// surveys may have together, because a document says things in private, too.
const MostBytes = 256 << 10

// ReadDocument reads a document from JSON and refuses what it does not know: a
// misspelt field would be a rule nobody keeps. Errors: TooLarge; Invalid.
func ReadDocument(raw []byte) (app.Document, error) {
	if len(raw) > MostBytes {
		return app.Document{}, app.Errorf(app.TooLarge, "a survey has at most %d KB", MostBytes>>10)
	}
	var d app.Document
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&d); err != nil {
		return app.Document{}, app.Errorf(app.Invalid, "this is no survey: %w", err)
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return app.Document{}, app.Errorf(app.Invalid, "something follows the survey")
	}
	return d, nil
}
