package store

import (
	"encoding/json"
	"slices"
	"time"

	"github.com/askwell/askwell/app"
)

// reasonVoid is why a file is not there any more that somebody may have been in.
const reasonVoid = "somebody who may be in it was erased, or took an answer back, after it was made: make it again"

// voidExports has no file of responses be there any more, if there are responses of a
// kind: who said them is being forgotten.
func (p people) voidExports(which string, args ...any) error {
	var said bool
	if err := p.tx.Raw("SELECT EXISTS (SELECT 1 FROM responses WHERE "+which+")", args...).Scan(&said).Error; err != nil || !said {
		return err
	}
	return p.voidFiles("shop_id = ?", p.shop)
}

// voidExportsOf does so with those that may hold one of some responses, of which answers
// were taken back.
func (p people) voidExportsOf(changed []forgotten) error {
	var files []madeOf
	if err := p.tx.Raw("SELECT id, filter, created_at FROM exports WHERE shop_id = ? AND state IN ('running', 'done')", p.shop).Scan(&files).Error; err != nil {
		return err
	}
	var ids []string
	for _, file := range files {
		if slices.ContainsFunc(changed, file.mayHold) {
			ids = append(ids, file.ID)
		}
	}
	if len(ids) == 0 {
		return nil
	}
	return p.voidFiles("shop_id = ? AND id IN ?", p.shop, ids)
}

// voidFiles only says so: their pieces are many and large, and are removed later, by whoever
// makes files. Those that are being made begin again. Whoever reads to add to one may have
// read of her before: the fence keeps that out.
func (p people) voidFiles(which string, args ...any) error {
	if err := p.exec(`UPDATE exports SET fence = fence + 1, leased_until = 0, columns = '', total = -1, looked = 0, lines = 0, size = 0, kept = 0,
		after_at = 0, after_id = '' WHERE `+which+` AND state = 'running'`, args...); err != nil {
		return err
	}
	return p.exec("UPDATE exports SET state = 'void', fence = fence + 1, reason = ?, size = 0, kept = 0 WHERE "+which+" AND state = 'done'",
		append([]any{reasonVoid}, args...)...)
}

// madeOf is what a file is made of.
type madeOf struct {
	ID        string
	Filter    string
	CreatedAt int64
}

// mayHold reports whether a response may be in a file: of the survey and of the days that
// its filter names, whatever zone the shop's days are in, and not newer than the file.
func (f madeOf) mayHold(r forgotten) bool {
	var narrow struct {
		Survey   app.SurveyID
		From, To string
	}
	if json.Unmarshal([]byte(f.Filter), &narrow) != nil {
		return true
	}
	if narrow.Survey != "" && narrow.Survey != r.SurveyID || r.SubmittedAt > f.CreatedAt {
		return false
	}
	at := fromMillis(r.SubmittedAt)
	if day, err := time.Parse(time.DateOnly, narrow.From); err == nil && at.Before(day.Add(-24*time.Hour)) {
		return false
	}
	day, err := time.Parse(time.DateOnly, narrow.To)
	return err != nil || at.Before(day.Add(48*time.Hour))
}
