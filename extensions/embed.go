// Package extensions owns what Shopify hosts for us: the theme blocks and the
// UI extensions, as sources for Shopify's CLI and embedded for the sandbox shop.
package extensions

import (
	"embed"
	"io/fs"
)

// A bundle exists once build.mjs has run; until then its dist folder, and the
// assets of the theme blocks, hold only the marker that lets this file compile.
//
//go:embed all:theme-blocks/assets theme-blocks/blocks theme-blocks/snippets theme-blocks/locales theme-blocks/shopify.extension.toml
//go:embed all:thank-you/dist thank-you/locales thank-you/shopify.extension.toml
//go:embed all:order-status/dist order-status/locales order-status/shopify.extension.toml
//go:embed all:account/dist account/locales account/shopify.extension.toml
//go:embed all:preferences/dist preferences/locales preferences/shopify.extension.toml
//go:embed all:admin-customer/dist admin-customer/locales admin-customer/shopify.extension.toml
//go:embed flow-*/shopify.extension.toml
var files embed.FS

// FS holds each extension under its folder's name: theme-blocks/ as
// it is deployed, of a UI extension shopify.extension.toml, dist/ (the bundle) and
// locales/.
var FS fs.FS = files
