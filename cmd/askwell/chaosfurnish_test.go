package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations/all"
)

// accountOf is what a shop's account is called at every tool.
func accountOf(shop string) string {
	name, _, _ := strings.Cut(shop, ".")
	return name
}

// furnish does what merchants do first, all at once: they install the app, ask the survey,
// and connect every tool with the mapping that is proposed.
func (e *epoch) furnish() error {
	var group errgroup.Group
	var mu sync.Mutex
	for _, shop := range chaosShops {
		e.mapped[shop] = map[string]app.Mapping{}
		group.Go(func() error {
			if err := e.sandbox.Open(e.t.Context(), shop); err != nil {
				return err
			}
			var made struct {
				ID       string
				Revision int
			}
			if err := e.as(shop, http.MethodPost, "/surveys", fmt.Sprintf(`{"document":%s}`, chaosSurvey), &made); err != nil {
				return err
			}
			if err := e.as(shop, http.MethodPost, "/surveys/"+made.ID+"/publish", fmt.Sprintf(`{"revision":%d}`, made.Revision), nil); err != nil {
				return err
			}
			for name, tool := range e.tools {
				group.Go(func() error {
					m, err := e.connects(shop, name, tool)
					mu.Lock()
					defer mu.Unlock()
					e.mapped[shop][name] = m
					return err
				})
			}
			return nil
		})
	}
	return group.Wait()
}

// connects connects a tool and saves the mapping that is proposed to a shop, with an event
// and a tag where the tool takes any.
func (e *epoch) connects(shop, name string, tool all.Double) (m app.Mapping, err error) {
	settings, err := json.Marshal(map[string]any{"kind": name, "settings": tool.Open(accountOf(shop))})
	if err != nil {
		return m, err
	}
	if err := e.as(shop, http.MethodPost, "/destinations", string(settings), nil); err != nil {
		return m, err
	}
	var board struct {
		Proposed map[string]any
		Takes    struct{ Kinds []app.TargetKind }
	}
	if err := e.as(shop, http.MethodGet, "/destinations/"+name+"/mapping", "", &board); err != nil {
		return m, err
	}
	targets := board.Proposed["targets"].([]any)
	for _, kind := range board.Takes.Kinds {
		if kind == app.TargetEvent {
			targets = append(targets, map[string]any{"question": "source", "kind": kind})
		}
		if kind == app.TargetTag {
			targets = append(targets, map[string]any{"question": "source", "kind": kind, "name": "askwell:heard:"})
		}
	}
	board.Proposed["targets"] = targets
	text, err := json.Marshal(board.Proposed)
	if err != nil {
		return m, err
	}
	var saved struct {
		Mapping struct {
			Targets  []app.Target
			Consents []app.Channel
			Link     string
		}
	}
	err = e.as(shop, http.MethodPut, "/destinations/"+name+"/mapping", string(text), &saved)
	return app.Mapping{Targets: saved.Mapping.Targets, Consents: saved.Mapping.Consents, Link: saved.Mapping.Link}, err
}

// as calls the merchant's API in a shop, again while the app stumbles, or has
// not looked at its clock since that was put forward.
func (e *epoch) as(shop, method, path, body string, into any) error {
	for give := time.Now().Add(patience); ; time.Sleep(50 * time.Millisecond) {
		status, answer, err := e.once(shop, method, path, body)
		switch {
		case err == nil && status/100 == 2 && into == nil:
			return nil
		case err == nil && status/100 == 2:
			return json.Unmarshal(answer, into)
		case err == nil && status/100 == 4 && status != http.StatusUnauthorized || time.Now().After(give):
			return fmt.Errorf("%s %s in %s: %d %s %w", method, path, shop, status, answer, err)
		}
	}
}

func (e *epoch) once(shop, method, path, body string) (status int, answer []byte, err error) {
	_, text, err := send(http.MethodPost, e.shop+"/_sandbox/tokens", "", fmt.Appendf(nil, `{"kind":"admin","shop":%q}`, shop))
	var minted struct{ Token string }
	if err == nil {
		err = json.Unmarshal(text, &minted)
	}
	if err != nil {
		return 0, nil, err
	}
	return send(method, e.app+"/api/v1"+path, minted.Token, []byte(body))
}
