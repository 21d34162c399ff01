package floor

import (
	"context"
	"database/sql"
)

// group is the most rows one commit carries.
const group = 256

// row is one request to keep, and the job it makes.
type row struct {
	kind            kind
	id, about, body string
	done            chan error
}

// kind is the table a row belongs to.
type kind int

const (
	webhook kind = iota
	response
	kinds
)

// writer commits what arrived while it was committing.
type writer struct {
	queue chan row
	over  chan struct{}
	keep  func(rows []row) error
}

func newWriter(ctx context.Context, db *sql.DB) (*writer, error) {
	keep, err := statements(ctx, db)
	if err != nil {
		return nil, err
	}
	w := &writer{queue: make(chan row, group), over: make(chan struct{}), keep: keep}
	go w.loop()
	return w, nil
}

func (w *writer) add(r row) error {
	r.done = make(chan error, 1)
	w.queue <- r
	return <-r.done
}

func (w *writer) close() {
	close(w.queue)
	<-w.over
}

func (w *writer) loop() {
	defer close(w.over)
	rows := make([]row, 0, group)
	for first := range w.queue {
		rows = append(rows[:0], first)
		for more := true; more && len(rows) < group; {
			select {
			case next, open := <-w.queue:
				if more = open; open {
					rows = append(rows, next)
				}
			default:
				more = false
			}
		}
		err := w.keep(rows)
		for _, r := range rows {
			r.done <- err
		}
	}
}
