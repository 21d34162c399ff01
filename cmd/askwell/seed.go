package main

import (
	"context"
	"embed"
	"io/fs"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/publish"
)

//go:embed surveys/*.yaml
var surveys embed.FS

// firstSurveys are the surveys a sandbox starts with.
func firstSurveys() ([]app.Document, error) {
	names, err := fs.Glob(surveys, "surveys/*.yaml")
	if err != nil {
		return nil, err
	}
	documents := make([]app.Document, len(names))
	for i, name := range names {
		text, err := surveys.ReadFile(name)
		if err != nil {
			return nil, err
		}
		f, err := readSurvey(name, text)
		if err != nil {
			return nil, err
		}
		documents[i] = f.Document
	}
	return documents, nil
}

// publishFirst makes a shop's survey of a document and publishes it.
func publishFirst(ctx context.Context, editor *publish.Publisher, shop app.ShopID, document app.Document) error {
	made, err := editor.Create(ctx, shop, document)
	if err == nil {
		_, err = editor.Publish(ctx, shop, made.ID, made.Revision)
	}
	return err
}
