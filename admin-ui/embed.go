// Package adminui owns the built browser code of the admin: the embedded app
// itself and the page host, which stands in for Shopify's CDN scripts and for
// the runtimes of UI extensions in the sandbox. `make ui` builds both; without
// it the folders are absent and opening a file says so (fs.ErrNotExist).
package adminui

import (
	"embed"
	"io/fs"
)

//go:embed all:dist
var dist embed.FS

// Dist is the admin: index.html and its hashed assets.
var Dist = sub("dist/app")

// Host is the page host: polaris.js and app-bridge.js for the embedded app,
// frame.js for the admin around it, extensions.js for pages with UI extensions.
var Host = sub("dist/host")

func sub(folder string) fs.FS {
	files, err := fs.Sub(dist, folder)
	if err != nil {
		panic(err) // only for a malformed path, and the paths are above
	}
	return files
}
