package privacy

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
	"strings"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
)

// MostImport is the most bytes of an export that is taken in.
const MostImport = 32 << 20

// mostImported bounds each list of it: far beyond what people say.
const mostImported = 10_000

// Portable is what of an export another shop can hold, so that an import of it exports
// the same. What belongs to the shop that made it stays behind: which of its
// destinations got what (nothing was written there by the other), its notes on
// deliveries, requests and who read, what Shopify says of that shop's customer (the
// other is told its own), and rewards without a code (they wait for one of that shop).
func Portable(data app.PersonalData) app.PersonalData {
	data.Shop = ""
	data.Written, data.Reached, data.Refused, data.Deliveries = []app.DestinationData{}, []app.ReachData{}, []app.RefusalData{}, []app.DeliveryData{}
	data.Requests, data.Readings, data.Standing = []app.RequestData{}, []app.ReadingData{}, nil
	given := []app.RewardData{}
	for _, r := range data.Rewards {
		if r.Code != "" {
			given = append(given, r)
		}
	}
	data.Rewards = given
	return data
}

// ReadImport reads an export from JSON and refuses what it does not know. Errors:
// TooLarge; Invalid with the field that cannot be read.
func ReadImport(raw []byte) (app.PersonalData, error) {
	if len(raw) > MostImport {
		return app.PersonalData{}, app.Errorf(app.TooLarge, "an export has at most %d MB", MostImport>>20)
	}
	if err := readable(raw); err != nil {
		return app.PersonalData{}, err
	}
	var data app.PersonalData
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&data); err != nil {
		return app.PersonalData{}, unreadable(err)
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return app.PersonalData{}, unreadable(errors.New("something follows it"))
	}
	return data, nil
}

const (
	mostText = 256 << 10 // bytes of one text: wordings are far shorter
	mostDeep = 20
	mostSaid = 200 // bytes of what somebody sent, in an error
)

// readable refuses what no database holds, and what is nested to make us work.
func readable(raw []byte) error {
	tokens := json.NewDecoder(bytes.NewReader(raw))
	for depth := 0; ; {
		token, err := tokens.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return unreadable(err)
		}
		switch t := token.(type) {
		case json.Delim:
			if depth++; t == '}' || t == ']' {
				depth -= 2
			}
			if depth > mostDeep {
				return unreadable(errors.New("it is nested too deep"))
			}
		case string:
			if len(t) > mostText || strings.ContainsRune(t, 0) {
				return unreadable(errors.New("a text is too long or has a character that cannot be kept"))
			}
		}
	}
}

func unreadable(err error) error {
	said := strings.TrimPrefix(err.Error(), "json: ")
	if len(said) > mostSaid {
		said = strings.ToValidUTF8(said[:mostSaid], "") + "…"
	}
	return app.InvalidFields([]app.FieldError{{Field: "", Code: "json", Message: "This is no export in JSON: " + said + "."}})
}

// Import keeps somebody's personal data in a shop as an export of another tells them,
// whole or not at all, and once however often. Nothing is told to destinations unless
// deliver. Errors: Invalid with the fields that are wrong; NotFound for a shop where
// we are not installed; Conflict when she was erased here or is known already;
// Unavailable.
func (d *Desk) Import(ctx context.Context, shop app.ShopID, data app.PersonalData, deliver bool) ([]app.DestinationID, error) {
	s := sift(data)
	if err := app.InvalidFields(s.wrong); err != nil {
		return nil, err
	}
	due, err := d.Store.ImportPerson(ctx, shop, store.Imported{
		Data: s.data, Versions: s.versions, Answers: s.answers, Same: same, Deliver: deliver,
	})
	if err != nil {
		return nil, err
	}
	d.Logger.InfoContext(ctx, "personal data imported", "shop", shop, "responses", len(data.Responses))
	return due, nil
}

// same reports whether two versions are one, as far as a shopper is concerned.
func same(have, told app.Document) bool {
	view := func(d app.Document) any {
		one := app.SurveyData{Languages: d.Languages, Placements: d.Placements}
		for _, q := range d.Questions {
			one.Questions = append(one.Questions, concerning(q))
		}
		text, err := json.Marshal(one)
		if err != nil {
			return fmt.Sprint(err) // cannot be: it was read from JSON
		}
		return string(text)
	}
	return reflect.DeepEqual(view(have), view(told))
}
