package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"sync"
	"time"

	"github.com/golang-jwt/jwt/v5"
	"github.com/google/uuid"
)

// uttered is what a shopper did and had acknowledged.
type uttered struct {
	op
	id string
}

// lone is a shopper of a schedule while she lives it.
type lone struct {
	*epoch
	schedule
	customer, order string // gids
	second          string // the customer whom she is, too
	said            []uttered
	err             error // what she was refused that she should not have been
}

// live does all she does. Each thing is tried until it is acknowledged.
func (l *lone) live() {
	for _, first := range []func() error{l.buy, l.befriend, l.doubled} {
		if l.err = first(); l.err != nil {
			return
		}
	}
	for i, o := range l.ops {
		time.Sleep(o.after)
		if l.err = l.does(o); l.err == nil && i+1 == l.merges {
			l.err = l.merge()
		}
		if l.err != nil || i+1 == l.merges && !l.merged() {
			return
		}
	}
}

func (l *lone) does(o op) error {
	if o.kind == opBuy {
		return l.buy()
	}
	id := uuid.NewString()
	if err := l.do(o, id); err != nil {
		return err
	}
	l.said = append(l.said, uttered{o, id})
	return nil
}

// buy makes her order, by which the shop knows her.
func (l *lone) buy() error {
	status, answer, err := send(http.MethodPost, l.epoch.shop+"/_sandbox/orders", "", fmt.Appendf(nil, `{"shop":%q,"customer":%q}`, l.shop, l.email))
	var bought struct{ Order, Customer string }
	if err == nil {
		err = json.Unmarshal(answer, &bought)
	}
	if l.order, l.customer = bought.Order, bought.Customer; err != nil || status != http.StatusOK {
		return fmt.Errorf("she cannot buy: %d %s %w", status, answer, err)
	}
	return nil
}

// do does one thing, again and again until it is acknowledged.
func (l *lone) do(o op, id string) error {
	method, path, body := l.request(o, id)
	if o.twice {
		var twin sync.WaitGroup
		twin.Go(func() { _, _, _ = send(method, l.app+path, l.token(), body) })
		defer twin.Wait()
	}
	for give := time.Now().Add(3 * patience); ; time.Sleep(20 * time.Millisecond) {
		status, answer, err := send(method, l.app+path, l.token(), body)
		switch {
		case err == nil && status/100 == 2:
			return nil
		case time.Now().After(give):
			return fmt.Errorf("%s is not acknowledged within %s: %d %s %w", o.kind, 3*patience, status, answer, err)
		case err == nil && status/100 == 4:
			return fmt.Errorf("%s is refused: %d %s", o.kind, status, answer)
		}
	}
}

func (l *lone) request(o op, id string) (method, path string, body []byte) {
	content := map[string]any{"id": id, "locale": "en"}
	method, path = http.MethodPut, "/storefront/v1/preferences"
	switch o.kind {
	case opAnswer:
		method, path = http.MethodPost, "/storefront/v1/responses"
		for name, value := range map[string]any{
			"survey": "chaos", "version": 1, "surface": "thank-you", "order": l.order, "shown": []any{}, "answers": o.answers,
			"started_at": l.dial.now().UTC().Add(-2 * time.Hour), "complete": true,
		} {
			content[name] = value
		}
	case opChange:
		content["set"] = o.answers
	case opClear:
		var questions []string
		for question := range o.answers {
			questions = append(questions, question)
		}
		content["clear"] = questions
	case opGrant, opWithdraw:
		content["consents"] = []any{map[string]any{"channel": "email", "purpose": "marketing", "granted": o.kind == opGrant, "wording": "May we write to you?"}}
	}
	body, _ = json.Marshal(content)
	return method, path, body
}

// token is what Shopify says of her, to processes whose clocks may be off by an hour, and
// may not have been looked at since they were set up.
func (l *lone) token() string {
	now := l.dial.now()
	claims := jwt.MapClaims{"dest": l.shop, "aud": l.identity["SHOPIFY_API_KEY"], "nbf": now.Add(-setUp - 2*time.Hour).Unix(), "exp": now.Add(2 * time.Hour).Unix(), "jti": uuid.NewString()}
	if !l.guest {
		claims["sub"] = l.customer
	}
	text, _ := jwt.NewWithClaims(jwt.SigningMethodHS256, claims).SignedString([]byte(l.identity["SHOPIFY_API_SECRET"]))
	return text
}
