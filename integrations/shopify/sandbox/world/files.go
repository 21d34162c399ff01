package world

import (
	"os"
	"path/filepath"
	"sync"
)

// Files is a folder of what is too large to be kept in memory: uploads and the
// results of bulk operations. It makes the folder when it is first needed. Safe
// for concurrent use.
type Files struct {
	mu   sync.Mutex
	kept string   // the folder; "": a temporary one
	root *os.Root // nil: not needed yet
	over bool
}

// NewFiles keeps files in a folder below dir, in a temporary one for "".
func NewFiles(dir string) *Files {
	if dir == "" {
		return &Files{}
	}
	return &Files{kept: filepath.Join(dir, "files")}
}

// Create makes a file under a name of its own.
func (f *Files) Create() (*os.File, string, error) {
	root, err := f.open()
	if err != nil {
		return nil, "", err
	}
	name := randomHex()
	file, err := root.OpenFile(name, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	return file, name, err
}

// Open opens a file to be read or written on.
func (f *Files) Open(name string) (*os.File, error) {
	root, err := f.open()
	if err != nil {
		return nil, err
	}
	return root.OpenFile(name, os.O_RDWR, 0)
}

// Remove forgets a file; "" is none.
func (f *Files) Remove(name string) {
	if name == "" {
		return
	}
	if root, err := f.open(); err == nil {
		_ = root.Remove(name) // what is gone is gone
	}
}

// Sweep removes what is not to be kept: files a crash left behind.
func (f *Files) Sweep(keep map[string]bool) {
	entries, err := os.ReadDir(f.kept)
	if f.kept == "" || err != nil {
		return // nothing from before
	}
	for _, e := range entries {
		if !keep[e.Name()] {
			f.Remove(e.Name())
		}
	}
}

// Close lets go of the folder, and of a temporary one's files.
func (f *Files) Close() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.over = true
	if f.root == nil {
		return
	}
	if f.kept == "" {
		_ = os.RemoveAll(f.root.Name())
	}
	_ = f.root.Close()
	f.root = nil
}

func (f *Files) open() (*os.Root, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	switch {
	case f.over:
		return nil, os.ErrClosed
	case f.root != nil:
		return f.root, nil
	}
	dir, err := f.kept, error(nil)
	if dir == "" {
		dir, err = os.MkdirTemp("", "sandbox-files-")
	} else {
		err = os.MkdirAll(dir, 0o700)
	}
	if err != nil {
		return nil, err
	}
	f.root, err = os.OpenRoot(dir)
	return f.root, err
}
