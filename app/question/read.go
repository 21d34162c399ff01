package question

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/askwell/askwell/app"
)

// MostBytes is the most bytes of a document: twice what a shop's published
// surveys may have together, because a document says things in private, too.
const MostBytes = 256 << 10

// ReadDocument reads a document from JSON and refuses what it does not know: a
// misspelt field would be a rule nobody keeps. Errors: TooLarge; Invalid with the
// field that cannot be read.
func ReadDocument(raw []byte) (app.Document, error) {
	if len(raw) > MostBytes {
		return app.Document{}, app.Errorf(app.TooLarge, "a survey has at most %d KB", MostBytes>>10)
	}
	var d app.Document
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&d); err != nil {
		return app.Document{}, app.InvalidFields([]app.FieldError{unread(err)})
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return app.Document{}, app.InvalidFields([]app.FieldError{field("", "json", "Something follows the survey.")})
	}
	return d, nil
}

const mostSaid = 100 // characters of what somebody sent, in an error

// unread says what of a document cannot be read. Places in lists are not known.
func unread(err error) app.FieldError {
	var wrong *json.UnmarshalTypeError
	if errors.As(err, &wrong) {
		return field(cut(wrong.Field, mostSaid), "type", fmt.Sprintf("This does not fit here: %s.", cut(wrong.Value, mostSaid)))
	}
	if name, unknown := strings.CutPrefix(err.Error(), "json: unknown field "); unknown {
		name = cut(strings.Trim(name, `"`), mostSaid)
		return field(name, "unknown", fmt.Sprintf("There is no field %q.", name))
	}
	return field("", "json", "This is no survey in JSON: "+cut(strings.TrimPrefix(err.Error(), "json: "), mostSaid)+".")
}
