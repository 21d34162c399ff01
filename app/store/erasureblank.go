package store

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/binary"
	"slices"

	"gorm.io/gorm"
)

// SQLite zeroes what is deleted, but where it shares out the rows of neighbouring pages
// anew, copies of rows stay in the gaps of the pages they left, and are still there when
// the row itself is deleted. So the gaps are zeroed, too.

// blankAtOnce is how many pages one transaction zeroes the gaps of: others wait for it.
const blankAtOnce = 64

// mostPages is where the first byte of a page's successor could be taken for the kind of
// a page that holds rows: 128 GB.
const mostPages = 1 << 25

// blank zeroes the gaps of every page. It reads the whole database, while others write.
func (s *Store) blank(ctx context.Context) error {
	var vacuums int
	var pages int64
	if err := s.read.WithContext(ctx).Raw("PRAGMA auto_vacuum").Scan(&vacuums).Error; err != nil {
		return err
	}
	if err := s.read.WithContext(ctx).Raw("PRAGMA page_count").Scan(&pages).Error; err != nil {
		return err
	}
	if vacuums != 0 || pages >= mostPages {
		return nil // it has pages of other kinds, which are not to be mistaken
	}
	dirty, err := s.dirtyPages(ctx)
	if err != nil {
		return err
	}
	for some := range slices.Chunk(dirty, blankAtOnce) {
		if err := s.write(ctx, func(tx *gorm.DB) error { return blankPages(tx, some) }); err != nil {
			return err
		}
	}
	return nil
}

func (s *Store) dirtyPages(ctx context.Context) (dirty []int64, err error) {
	rows, err := s.read.WithContext(ctx).Raw("SELECT pgno, data FROM sqlite_dbpage").Rows()
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var number int64
		var data sql.RawBytes
		if err := rows.Scan(&number, &data); err != nil {
			return nil, err
		}
		if from, to := gap(number, data); !zero(data[from:to]) {
			dirty = append(dirty, number)
		}
	}
	return dirty, rows.Err()
}

// blankPages looks again, now that nobody else writes.
func blankPages(tx *gorm.DB, numbers []int64) error {
	for _, number := range numbers {
		var page struct{ Data []byte }
		if err := tx.Raw("SELECT data FROM sqlite_dbpage WHERE pgno = ?", number).Scan(&page).Error; err != nil {
			return err
		}
		from, to := gap(number, page.Data)
		if zero(page.Data[from:to]) {
			continue
		}
		clear(page.Data[from:to])
		if err := tx.Exec("UPDATE sqlite_dbpage SET data = ? WHERE pgno = ?", page.Data, number).Error; err != nil {
			return err
		}
	}
	return nil
}

// gap is the part of a page between the list of its rows and the rows, which is nobody's:
// none of a page that holds no rows, or does not look as if it did.
func gap(number int64, page []byte) (from, to int) {
	header := 0
	if number == 1 {
		header = 100 // the file's own
	}
	if len(page) < header+12 {
		return 0, 0
	}
	length := 8 // of the header of a page
	switch page[header] {
	case 2, 5:
		length = 12 // it points to other pages
	case 10, 13:
	default:
		return 0, 0
	}
	rows := int(binary.BigEndian.Uint16(page[header+3:]))
	content := int(binary.BigEndian.Uint16(page[header+5:]))
	if content == 0 {
		content = 65_536
	}
	from = header + length + 2*rows
	if from > content || content > len(page) {
		return 0, 0
	}
	for i := range rows {
		if at := int(binary.BigEndian.Uint16(page[header+length+2*i:])); at < content || at >= len(page) {
			return 0, 0
		}
	}
	return from, content
}

func zero(data []byte) bool { return len(bytes.TrimLeft(data, "\x00")) == 0 }
