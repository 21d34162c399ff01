package main

import (
	"context"
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/publish"
	"github.com/askwell/askwell/app/store"
)

//go:embed surveys/*.json
var surveys embed.FS

// firstSurveys are the surveys a sandbox starts with.
func firstSurveys() ([]app.Document, error) {
	names, err := fs.Glob(surveys, "surveys/*.json")
	if err != nil {
		return nil, err
	}
	documents := make([]app.Document, len(names))
	for i, name := range names {
		text, err := surveys.ReadFile(name)
		if err != nil {
			return nil, err
		}
		if err := json.Unmarshal(text, &documents[i]); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	return documents, nil
}

// apply makes a document the survey of its handle, and publishes it.
func apply(ctx context.Context, editor *publish.Publisher, s *store.Store, shop app.ShopID, wanted app.Document) (app.Version, error) {
	current, err := s.SurveyByHandle(ctx, shop, wanted.Handle)
	switch {
	case app.Is(err, app.NotFound):
		current, err = editor.Create(ctx, shop, wanted)
	case err == nil:
		current.Draft = wanted
		current, err = editor.Save(ctx, shop, current)
	}
	if err != nil {
		return app.Version{}, err
	}
	return editor.Publish(ctx, shop, current.ID, current.Revision)
}
