package preview

import (
	"io/fs"
	"path"
	"slices"
)

// File is what the browser loads for a drawing: a bundle, or an asset of the theme's blocks.
// Errors: fs.ErrNotExist for everything else there is.
func (d *Drawer) File(name string) ([]byte, error) {
	folder := path.Base(path.Dir(name))
	if !fs.ValidPath(name) || !slices.Contains([]string{"dist", "assets"}, folder) || !slices.Contains([]string{".js", ".css"}, path.Ext(name)) {
		return nil, fs.ErrNotExist
	}
	return fs.ReadFile(d.files, name)
}
