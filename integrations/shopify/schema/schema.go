// Package schema owns Shopify's Admin API schema of the pinned version: its
// types, and which access scopes and protected data each field asks for. The
// sandbox answers by it and tests hold every operation against it.
//
// The files are Shopify's and are not kept in the repository; "make schema"
// makes them from a pinned npm package. Without them the package builds, and
// says so when asked.
package schema

import (
	"bytes"
	"compress/gzip"
	"embed"
	"encoding/json"
	"fmt"
	"io"
	"sync"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"

	"github.com/askwell/askwell/app"
)

//go:embed all:data
var data embed.FS

// Access is what Shopify says about permissions: texts by type ("Customer") and
// by field ("Mutation.customerUpdate"), and the fields that are protected
// customer data with what they show ("email").
type Access struct {
	Version   string            `json:"version"` // "2026-10"
	Types     map[string]string `json:"types"`
	Fields    map[string]string `json:"fields"`
	Protected map[string]string `json:"protected"`
}

var (
	admin  = sync.OnceValues(loadAdmin)
	access = sync.OnceValues(loadAccess)
)

// Admin is the parsed schema, shared: do not change it. Errors: Unavailable
// when "make schema" has not run.
func Admin() (*ast.Schema, error) { return admin() }

// AdminAccess is what the schema's fields ask for. Errors: as Admin.
func AdminAccess() (Access, error) { return access() }

func loadAdmin() (*ast.Schema, error) {
	packed, err := read("admin.graphql.gz")
	if err != nil {
		return nil, err
	}
	unpacked, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, fmt.Errorf("unpack the Admin schema: %w", err)
	}
	sdl, err := io.ReadAll(unpacked)
	if err != nil {
		return nil, fmt.Errorf("unpack the Admin schema: %w", err)
	}
	parsed, err := gqlparser.LoadSchema(&ast.Source{Name: "admin.graphql", Input: string(sdl)})
	if err != nil {
		return nil, fmt.Errorf("parse the Admin schema: %w", err)
	}
	return parsed, nil
}

func loadAccess() (Access, error) {
	text, err := read("access.json")
	if err != nil {
		return Access{}, err
	}
	var a Access
	if err := json.Unmarshal(text, &a); err != nil {
		return Access{}, fmt.Errorf("parse the Admin schema's access notes: %w", err)
	}
	return a, nil
}

func read(name string) ([]byte, error) {
	content, err := data.ReadFile("data/" + name)
	if err != nil {
		return nil, app.Errorf(app.Unavailable, "Shopify's schema is not here: run make schema")
	}
	return content, nil
}
