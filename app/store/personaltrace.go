package store

import "github.com/askwell/askwell/app"

// traces lists what she was asked and put off, what came into doubt, and the
// browsers she was known by.
func (e *export) traces() error {
	marks, err := e.marks(e.ids)
	e.data.Asked, e.data.Snoozes, e.data.Doubts, e.data.Browsers = []app.AskedData{}, []app.SnoozeData{}, []app.DoubtData{}, []string{}
	for _, m := range marks {
		at := fromMillis(m.At)
		switch m.Kind {
		case "asking":
			e.data.Asked = append(e.data.Asked, app.AskedData{Question: m.Name, Order: app.OrderID(m.OrderID), AskedAt: at})
		case "snooze":
			e.data.Snoozes = append(e.data.Snoozes, app.SnoozeData{Question: m.Name, Since: at, Until: fromMillis(m.UntilAt)})
		case "doubt":
			e.data.Doubts = append(e.data.Doubts, app.DoubtData{Question: m.Name, Since: at})
		case "visitor":
			e.data.Browsers = append(e.data.Browsers, m.Name)
		}
	}
	return err
}
