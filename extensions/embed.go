// Package extensions owns what Shopify hosts for us: the theme blocks and the
// UI extensions, as sources for Shopify's CLI and embedded for the sandbox shop.
package extensions

import (
	"embed"
	"io/fs"
)

// A bundle exists once build.mjs has run; until then its dist folder holds
// only the marker that lets this file compile.
//
//go:embed all:theme-blocks all:thank-you/dist all:thank-you/locales
var files embed.FS

// FS holds each extension under its folder's name: theme-blocks/ as written,
// of a UI extension dist/ (the bundle) and locales/.
var FS fs.FS = files
