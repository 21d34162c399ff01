// Package schema owns the schemas of Shopify's Admin and Customer Account APIs in
// the pinned versions: their types, and which access scopes and protected data
// each field asks for. The sandbox answers by them and tests hold every operation
// against them.
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

// api is one of Shopify's APIs, read once.
type api struct {
	schema func() (*ast.Schema, error)
	access func() (Access, error)
}

func kept(name string) api {
	return api{
		sync.OnceValues(func() (*ast.Schema, error) { return loadSchema(name) }),
		sync.OnceValues(func() (Access, error) { return loadAccess(name) }),
	}
}

var admin, customer = kept("admin"), kept("customer")

// Admin is the parsed schema, shared: do not change it. Errors: Unavailable
// when "make schema" has not run.
func Admin() (*ast.Schema, error) { return admin.schema() }

// AdminAccess is what the schema's fields ask for. Errors: as Admin.
func AdminAccess() (Access, error) { return admin.access() }

// Customer is the Customer Account API's. Errors: as Admin.
func Customer() (*ast.Schema, error) { return customer.schema() }

// CustomerAccess is what its fields ask for. Errors: as Admin.
func CustomerAccess() (Access, error) { return customer.access() }

func loadSchema(name string) (*ast.Schema, error) {
	packed, err := read(name + ".graphql.gz")
	if err != nil {
		return nil, err
	}
	unpacked, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, fmt.Errorf("unpack the %s schema: %w", name, err)
	}
	sdl, err := io.ReadAll(unpacked)
	if err != nil {
		return nil, fmt.Errorf("unpack the %s schema: %w", name, err)
	}
	parsed, err := gqlparser.LoadSchema(&ast.Source{Name: name + ".graphql", Input: string(sdl)})
	if err != nil {
		return nil, fmt.Errorf("parse the %s schema: %w", name, err)
	}
	return parsed, nil
}

func loadAccess(name string) (Access, error) {
	text, err := read(name + "-access.json")
	if err != nil {
		return Access{}, err
	}
	var a Access
	if err := json.Unmarshal(text, &a); err != nil {
		return Access{}, fmt.Errorf("parse the %s schema's access notes: %w", name, err)
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
