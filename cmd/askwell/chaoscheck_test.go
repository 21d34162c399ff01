package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"
)

// chaosCustomer is a customer as the shop has her.
type chaosCustomer struct {
	Email      string
	Tags       []string
	Metafields map[string]metafield
	Consent    string `json:"email_consent"`
}

// How an epoch comes to rest once nothing goes wrong any more. While what is wrong changes,
// the app is at work, however slow the machine is. When nothing moves, an hour passes:
// whoever was told to come again late does, the shop with its webhooks as well as we. What
// still does not move then never will.
const (
	looksEvery = time.Second
	restless   = 4 * time.Second // nothing has moved for so long
	hours      = 6               // that pass at most
	stuck      = 30 * time.Second
	mostRest   = 10 * time.Minute
)

// settle waits until everything is as it should be, and says what is not.
func (e *epoch) settle(shoppers []*lone) (wrong []string) {
	if problem := e.mend(); problem != "" {
		return []string{problem}
	}
	passed, begun, moved := 0, time.Now(), time.Now()
	for before := []string(nil); ; time.Sleep(looksEvery) {
		wrong = e.check(shoppers)
		if !slices.Equal(wrong, before) {
			before, moved = wrong, time.Now()
		}
		switch still := time.Since(moved); {
		case len(wrong) == 0, still > stuck, time.Since(begun) > mostRest:
			return wrong
		case still > restless && passed < hours:
			if err := e.forward(time.Hour); err != nil {
				return []string{err.Error()}
			}
			passed, moved = passed+1, time.Now()
		}
		if err := e.resume(); err != nil {
			return []string{err.Error()}
		}
	}
}

// mend is what merchants do when all is over: they open the app, and so it has access.
func (e *epoch) mend() string {
	for _, shop := range chaosShops {
		if err := e.sandbox.Open(e.t.Context(), shop); err != nil {
			return err.Error()
		}
	}
	return ""
}

// resume has all lanes go on that the merchant was told about.
func (e *epoch) resume() error {
	for _, shop := range chaosShops {
		var list struct{ Destinations []tool }
		if err := e.as(shop, http.MethodGet, "/destinations", "", &list); err != nil {
			return err
		}
		for _, one := range list.Destinations {
			if one.Paused == "" {
				continue
			}
			if err := e.as(shop, http.MethodPost, "/destinations/"+one.ID+"/resume", "", nil); err != nil {
				return err
			}
		}
	}
	return nil
}

// check says what is not as it should be, a line for each schedule and place.
func (e *epoch) check(shoppers []*lone) (wrong []string) {
	note := func(l *lone, at, problem string) {
		if problem != "" {
			wrong = append(wrong, fmt.Sprintf("schedule %d: %s in %s: %s", l.number, l.email, at, problem))
		}
	}
	wrong = append(e.unfinished(), e.unkept(shoppers)...)
	for _, shop := range chaosShops {
		customers := e.customers(shop)
		for _, l := range shoppers {
			if l.shop == shop {
				note(l, "Shopify", shopDiffers(l, customers[l.email]))
			}
		}
		for tool := range e.tools {
			held := e.heldAt(tool, shop)
			for _, l := range shoppers {
				if l.shop == shop {
					now, there := held[l.email]
					note(l, tool, e.differs(tool, l, now, there))
				}
			}
		}
	}
	slices.Sort(wrong)
	return wrong
}

func (e *epoch) customers(shop string) map[string]chaosCustomer {
	_, answer, err := send(http.MethodGet, e.shop+"/_sandbox/state?shop="+shop, "", nil)
	var state struct {
		Shops []struct{ Customers []chaosCustomer }
	}
	by := map[string]chaosCustomer{}
	if err != nil || json.Unmarshal(answer, &state) != nil {
		return by
	}
	for _, c := range state.Shops[0].Customers {
		by[c.Email] = c
	}
	return by
}

// unfinished are the deliveries that wait or were refused.
func (e *epoch) unfinished() (wrong []string) {
	rows, err := e.db.QueryContext(e.t.Context(), `SELECT 'deliveries to ' || destination_id, state, reason, count(*) FROM deliveries
		WHERE state IN ('waiting', 'parked') GROUP BY 1, 2, 3 UNION ALL SELECT 'webhooks of ' || topic, state, '', count(*) FROM inbox WHERE state = 'waiting' GROUP BY 1, 2`)
	if err != nil {
		return []string{err.Error()}
	}
	defer rows.Close()
	for rows.Next() {
		var at, state, reason string
		var n int
		if err := rows.Scan(&at, &state, &reason, &n); err != nil {
			return []string{err.Error()}
		}
		wrong = append(wrong, fmt.Sprintf("%d %s are %s: %s", n, at, state, reason))
	}
	if err := rows.Err(); err != nil {
		wrong = append(wrong, err.Error())
	}
	return wrong
}

// unkept are the responses that were acknowledged and are not kept, and the other way round.
func (e *epoch) unkept(shoppers []*lone) (wrong []string) {
	kept := map[string]bool{}
	rows, err := e.db.QueryContext(e.t.Context(), "SELECT shop_id || ' ' || id FROM responses")
	if err != nil {
		return []string{err.Error()}
	}
	defer rows.Close()
	for rows.Next() {
		var id string
		if err := rows.Scan(&id); err != nil {
			return []string{err.Error()}
		}
		kept[id] = true
	}
	if err := rows.Err(); err != nil {
		return []string{err.Error()}
	}
	for _, l := range shoppers {
		for _, id := range standing(l.said).stored {
			if !kept[l.shop+" "+id] {
				wrong = append(wrong, fmt.Sprintf("schedule %d: response %s was acknowledged and is not kept", l.number, id))
			}
			delete(kept, l.shop+" "+id)
		}
		for _, id := range standing(l.said).mayStand {
			delete(kept, l.shop+" "+id)
		}
	}
	for id := range kept {
		wrong = append(wrong, "response "+strings.TrimSpace(id)+" is kept, and nobody was told so")
	}
	return wrong
}

// keptAs says whose a response is kept as, and when she said it.
func (e *epoch) keptAs(id string) string {
	var as string
	err := e.db.QueryRow("SELECT profile_id || ' at ' || submitted_at FROM responses WHERE id = $1", id).Scan(&as)
	if err != nil {
		return err.Error()
	}
	return as
}
