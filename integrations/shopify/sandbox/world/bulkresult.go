package world

import (
	"crypto/hmac"
	"errors"
	"net/url"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"
)

// maxResult bounds what one operation writes.
const maxResult = 1 << 30

// WriteBulk adds to an operation's result.
func (w *World) WriteBulk(op *BulkOperation, text []byte) (err error) {
	if len(text) == 0 {
		return nil
	}
	if op.Size+int64(len(text)) > maxResult {
		return errors.New("the result is too large")
	}
	var file *os.File
	if op.Result == "" {
		file, op.Result, err = w.Files.Create()
	} else {
		file, err = w.Files.Open(op.Result)
	}
	if err != nil {
		return err
	}
	// Behind what counts: a crash may have left more there than the kept world knows.
	n, err := file.WriteAt(text, op.Size)
	op.Size += int64(n)
	return errors.Join(err, file.Close())
}

// expire takes an operation's result away.
func (w *World) expire(op *BulkOperation) {
	w.Files.Remove(op.Result)
	op.Result = ""
	if op.Status == BulkCompleted {
		op.Status = BulkExpired
	}
}

// forgetBulk bounds what is remembered of operations.
func (w *World) forgetBulk(s *Shop) {
	spare := len(s.Bulk) - maxBulkKept
	s.Bulk = slices.DeleteFunc(s.Bulk, func(op *BulkOperation) bool {
		if spare <= 0 || !op.Ended() {
			return false
		}
		spare--
		w.expire(op)
		return true
	})
}

const (
	outputs     = "bulk-operation-outputs/"
	signingName = "assets@sandbox.iam.gserviceaccount.com"
)

// ResultURL is where an operation's result can be read for a week, "" when there
// is nothing to read.
func (w *World) ResultURL(op *BulkOperation) string {
	if op.Result == "" || op.Size == 0 || !op.Ended() {
		return ""
	}
	until := Number(op.EndedAt.Add(resultLifetime).Unix())
	query := url.Values{
		"GoogleAccessId": {signingName}, "Expires": {until}, "Signature": {w.seal("GET", outputs+op.Result, until)},
		"response-content-disposition": {op.Disposition()},
		"response-content-type":        {"application/jsonl"},
	}
	return w.StorageURL(outputs+op.Result) + "?" + query.Encode()
}

// Disposition says under what name a result is saved.
func (op *BulkOperation) Disposition() string {
	name := "bulk-" + Number(op.ID) + ".jsonl"
	return `attachment; filename="` + name + `"; filename*=UTF-8''` + name
}

// ResultAt finds the operation whose result lies under a signed address.
func (w *World) ResultAt(key string, query url.Values) (*BulkOperation, *StorageError) {
	until := query.Get("Expires")
	seconds, err := strconv.ParseInt(until, 10, 64)
	if err != nil || !hmac.Equal([]byte(query.Get("Signature")), []byte(w.seal("GET", key, until))) {
		return nil, errSignature
	}
	if end := time.Unix(seconds, 0); w.Now().After(end) {
		return nil, expired(end)
	}
	file := strings.TrimPrefix(key, outputs)
	for _, s := range w.Shops {
		for _, op := range s.Bulk {
			if op.Result == file {
				return op, nil
			}
		}
	}
	return nil, &StorageError{"NoSuchKey", "The specified key does not exist.", "No such object: " + key}
}
