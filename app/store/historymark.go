package store

import "github.com/askwell/askwell/app"

// mark is one row of what people were asked, put off and doubted in, and of the
// browsers they were.
type mark struct {
	Kind, Name, SurveyID string
	OrderID, At, UntilAt int64
}

// marks lists what counts, the oldest first: of what several of them put off never, else
// the longest, of their doubts the latest, of their browsers when each was seen first.
// Of what was asked the newest count, once. Grouped by its name itself SQLite would
// look through all browsers of the shop.
func (p people) marks(ids []app.ProfileID) (marks []mark, err error) {
	err = p.tx.Raw(`SELECT kind, name, survey_id, order_id, at, until_at FROM (
		SELECT * FROM (SELECT 'asking' AS kind, question AS name, MIN(survey_id) AS survey_id, order_id, asked_at AS at, 0 AS until_at FROM askings
			WHERE shop_id = ? AND profile_id IN ? GROUP BY question, order_id, asked_at ORDER BY asked_at DESC LIMIT ?) AS newest
		UNION ALL SELECT 'snooze', question, '', 0, since, until_at FROM (SELECT question, since, until_at, ROW_NUMBER() OVER (
				PARTITION BY question ORDER BY CASE until_at WHEN 0 THEN 0 ELSE 1 END, until_at DESC, since) AS place
			FROM snoozes WHERE shop_id = ? AND profile_id IN ?) AS longest WHERE place = 1
		UNION ALL SELECT 'doubt', question, '', 0, MAX(since), 0 FROM doubts WHERE shop_id = ? AND profile_id IN ? GROUP BY question
		UNION ALL SELECT 'visitor', MIN(visitor), '', 0, MIN(since), 0 FROM visitors WHERE shop_id = ? AND profile_id IN ? GROUP BY visitor || ''
	) AS marks ORDER BY at, kind, name`,
		p.shop, ids, mostSaid, p.shop, ids, p.shop, ids, p.shop, ids).Scan(&marks).Error
	return marks, err
}

func (h *History) note(marks []mark) {
	for _, m := range marks {
		at := fromMillis(m.At)
		switch m.Kind {
		case "asking":
			h.Askings = append(h.Askings, Asking{Question: m.Name, Survey: app.SurveyID(m.SurveyID), Order: app.OrderID(m.OrderID), At: at})
		case "snooze":
			h.Snoozes = append(h.Snoozes, Snooze{Question: m.Name, Since: at, Until: fromMillis(m.UntilAt)})
		case "doubt":
			h.Doubts = append(h.Doubts, Doubt{Question: m.Name, Since: at})
		case "visitor":
			if h.Sample == "" {
				h.Sample = m.Name // the one she was first
			}
		}
	}
}
