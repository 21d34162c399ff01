package world

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"
)

// Upload is a file an app put into the storage.
type Upload struct {
	Key  string // "tmp/1/bulk/…/vars.jsonl"
	Size int64
	File string // its name among the world's files
	At   time.Time
}

// How long and how much the storage keeps.
const (
	uploadLifetime = 7 * 24 * time.Hour
	maxStored      = 2 << 30 // bytes of uploads and results; the oldest make room
	maxUploads     = 1000    // of a shop
)

var unsafeInKey = regexp.MustCompile(`[^\p{L}\p{N}._-]+`)

const maxFilename = 255

// StagedKey is a new key in a folder of a shop: "tmp/1/bulk/…/vars.jsonl".
func (w *World) StagedKey(s *Shop, folder, filename string) string {
	name := []rune(unsafeInKey.ReplaceAllString(filename, "_"))
	return "tmp/" + Number(s.ID) + "/" + folder + "/" + uuid.NewString() + "/" + string(name[:min(len(name), maxFilename)])
}

// Receive keeps an uploaded file, in the place of what had its key before.
func (w *World) Receive(u *Upload) {
	owner := strings.Split(u.Key+"//", "/")[1]
	for _, s := range w.Shops {
		if Number(s.ID) == owner {
			w.makeRoom(u.Size)
			w.removeUploads(s, func(old *Upload) bool { return old.Key == u.Key })
			u.At = w.Now()
			s.Uploads = append(s.Uploads, u)
			if oldest := s.Uploads[0]; len(s.Uploads) > maxUploads {
				w.removeUploads(s, func(old *Upload) bool { return old == oldest })
			}
			return
		}
	}
	w.Files.Remove(u.File)
}

// Upload finds what was uploaded under a key, nil when nothing was.
func (s *Shop) Upload(key string) *Upload {
	i := slices.IndexFunc(s.Uploads, func(u *Upload) bool { return u.Key == key })
	if i < 0 {
		return nil
	}
	return s.Uploads[i]
}

func (w *World) removeUploads(s *Shop, which func(*Upload) bool) {
	s.Uploads = slices.DeleteFunc(s.Uploads, func(u *Upload) bool {
		gone := which(u)
		if gone && !s.reads(u.File) {
			w.Files.Remove(u.File)
		}
		return gone
	})
}

// reads reports whether an operation still needs a file.
func (s *Shop) reads(file string) bool {
	return slices.ContainsFunc(s.Bulk, func(op *BulkOperation) bool { return op.Variables == file })
}

// AgeFiles forgets what the storage keeps no longer. The caller holds the lock.
func (w *World) AgeFiles() {
	now := w.Now()
	for _, s := range w.Shops {
		w.removeUploads(s, func(u *Upload) bool { return now.After(u.At.Add(uploadLifetime)) })
		for _, op := range s.Bulk {
			if op.Over(now) {
				w.expire(op)
			}
		}
		w.forgetBulk(s)
	}
}

// makeRoom lets the oldest go that nobody needs any more.
func (w *World) makeRoom(size int64) {
	type stored struct {
		at   time.Time
		size int64
		drop func()
	}
	var all []stored
	for _, s := range w.Shops {
		for _, u := range s.Uploads {
			size += u.Size
			if !s.reads(u.File) {
				all = append(all, stored{u.At, u.Size, func() { w.removeUploads(s, func(o *Upload) bool { return o == u }) }})
			}
		}
		for _, op := range s.Bulk {
			if size += op.Size; op.Ended() && op.Result != "" {
				all = append(all, stored{op.EndedAt, op.Size, func() { w.expire(op) }})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b stored) int { return cmp.Compare(a.at.UnixNano(), b.at.UnixNano()) })
	for _, old := range all {
		if size <= maxStored {
			return
		}
		old.drop()
		size -= old.size
	}
}

// forgetFiles empties a shop's part of the storage, for a reset.
func (w *World) forgetFiles(s *Shop) {
	for _, op := range s.Bulk {
		w.Files.Remove(op.Result)
		w.Files.Remove(op.Variables)
		op.Status, op.Variables = BulkCanceled, "" // whoever is at work on it stops
	}
	w.removeUploads(s, func(*Upload) bool { return true })
	s.Bulk = nil
}

// KeptFiles are the names of all files the world still knows.
func (w *World) KeptFiles() map[string]bool {
	kept := map[string]bool{}
	for _, s := range w.Shops {
		for _, u := range s.Uploads {
			kept[u.File] = true
		}
		for _, op := range s.Bulk {
			kept[op.Variables], kept[op.Result] = true, true
		}
	}
	return kept
}
