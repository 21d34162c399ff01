package shopify

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"

	"github.com/askwell/askwell/app"
)

type stageBulk struct {
	Stage *struct {
		Targets []struct {
			URL        *string `json:"url"`
			Parameters []struct {
				Name  string `json:"name"`
				Value string `json:"value"`
			} `json:"parameters"`
		} `json:"stagedTargets"`
		UserErrors UserErrors `json:"userErrors"`
	} `json:"stagedUploadsCreate"`
}

// upload puts the lines of a bulk operation where Shopify reads them, and returns how it
// calls the place.
func (a *Admin) upload(ctx context.Context, lines []write) (path string, err error) {
	var out stageBulk
	err = a.Do(ctx, opStageBulk, map[string]any{"input": []map[string]string{{
		"resource": "BULK_MUTATION_VARIABLES", "filename": "askwell.jsonl", "mimeType": "text/jsonl", "httpMethod": "POST",
	}}}, &out)
	switch {
	case err != nil:
		return "", err
	case out.Stage == nil || len(out.Stage.UserErrors) > 0 || len(out.Stage.Targets) != 1 || out.Stage.Targets[0].URL == nil:
		return "", app.Errorf(app.Unavailable, "Shopify gave no place to upload to")
	}
	target := out.Stage.Targets[0]
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	for _, p := range target.Parameters {
		if p.Name == "key" {
			path = p.Value
		}
		if err := form.WriteField(p.Name, p.Value); err != nil {
			return "", err
		}
	}
	// The file is the last field: the storage reads none after it.
	file, err := form.CreateFormFile("file", "askwell.jsonl")
	if err != nil {
		return "", err
	}
	for _, w := range lines {
		if err := json.NewEncoder(file).Encode(w.variables()); err != nil {
			return "", fmt.Errorf("line of a bulk job: %w", err)
		}
	}
	if err := form.Close(); err != nil {
		return "", err
	}
	_, err = a.file(ctx, http.MethodPost, *target.URL, form.FormDataContentType(), &body)
	return path, err
}

// variables are a write's as a line of its own.
func (w write) variables() map[string]any {
	if w.elements == nil {
		return map[string]any{"id": w.owner, "tags": w.tags}
	}
	inputs := make([]metafieldInput, len(w.elements))
	for i, e := range w.elements {
		inputs[i] = e.input
	}
	return map[string]any{"metafields": inputs}
}

// file speaks with Shopify's storage, which the address alone admits to: our token is not
// its business.
func (a *Admin) file(ctx context.Context, method, address, contentType string, body io.Reader) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, method, address, body)
	if err != nil || a.app.base == nil && request.URL.Scheme != "https" {
		return nil, app.Errorf(app.Unavailable, "Shopify gave an address that is none")
	}
	if contentType != "" {
		request.Header.Set("Content-Type", contentType)
	}
	response, err := a.app.http.Do(request)
	if err != nil {
		return nil, unreachable(err)
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body) // as much as the transport lets through
	switch {
	case err != nil:
		return nil, unreachable(err)
	case response.StatusCode/100 != 2:
		return nil, app.Errorf(app.Unavailable, "Shopify's storage answered with status %d", response.StatusCode)
	}
	return text, nil
}
