package ledger

import (
	"embed"
	"io/fs"
	"net/http"
)

//go:embed ui
var uiFiles embed.FS

// getUI serves the panel's scripts and styles.
func getUI(w http.ResponseWriter, r *http.Request) {
	name := "ui/" + r.PathValue("file")
	if _, err := fs.Stat(uiFiles, name); err != nil {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Cache-Control", "no-cache")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	http.ServeFileFS(w, r, uiFiles, name)
}
