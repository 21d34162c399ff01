package sandbox

import (
	"encoding/json"
	"net/http"
	"time"

	"github.com/askwell/askwell/integrations/shopify/sandbox/admin"
	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

// The answer of GET /_sandbox/state.
type (
	stateView struct {
		Shops []shopView `json:"shops"`
	}
	shopView struct {
		Domain      string               `json:"domain"`
		Name        string               `json:"name"`
		Plan        string               `json:"plan"`
		Installed   bool                 `json:"installed"`
		Scopes      []string             `json:"scopes"`
		ProxyPath   string               `json:"proxy_path"`
		Customers   []customerView       `json:"customers"`
		Orders      []orderView          `json:"orders"`
		Metafields  map[string]fieldView `json:"metafields"`
		Discounts   []discountView       `json:"discounts"`
		Definitions []definitionView     `json:"definitions"`
		Segments    []segmentView        `json:"segments"`
		Webhooks    []webhookView        `json:"webhooks"`
		Calls       []*world.Call        `json:"calls"`
		Totals      world.Totals         `json:"totals"`
		Flow        []flowView           `json:"flow"`
	}
	customerView struct {
		ID           string               `json:"id"`
		Email        string               `json:"email"`
		Phone        string               `json:"phone"`
		Tags         []string             `json:"tags"`
		Metafields   map[string]fieldView `json:"metafields"`
		EmailConsent string               `json:"email_consent"`
		SMSConsent   string               `json:"sms_consent"`
	}
	orderView struct {
		ID         string               `json:"id"`
		Name       string               `json:"name"`
		Customer   *string              `json:"customer"`
		Tags       []string             `json:"tags"`
		Metafields map[string]fieldView `json:"metafields"`
	}
	fieldView struct {
		Type  string `json:"type"`
		Value string `json:"value"`
	}
	discountView struct {
		ID     string   `json:"id"`
		Title  string   `json:"title"`
		Code   string   `json:"code"` // the first of them
		Codes  []string `json:"codes"`
		Status string   `json:"status"`
		Used   int      `json:"used"`
	}
	definitionView struct {
		ID         string `json:"id"`
		Owner      string `json:"owner"`
		Namespace  string `json:"namespace"`
		Key        string `json:"key"`
		Name       string `json:"name"`
		Type       string `json:"type"`
		Filterable bool   `json:"filterable"`
	}
	segmentView struct {
		ID    string `json:"id"`
		Name  string `json:"name"`
		Query string `json:"query"`
	}
	flowView struct {
		At      time.Time       `json:"at"`
		Trigger string          `json:"trigger"`
		Ran     bool            `json:"ran"` // an enabled workflow began with it
		Payload json.RawMessage `json:"payload"`
	}
	webhookView struct {
		ID       string `json:"id"`
		Topic    string `json:"topic"`
		Status   int    `json:"status"` // the last answer's, 0 before the first or without one
		Attempts int    `json:"attempts"`
		Waiting  bool   `json:"waiting"` // will be tried (again)
	}
)

func (s *Sandbox) showState(w http.ResponseWriter, r *http.Request) {
	out := s.state(r.URL.Query().Get("shop"))
	if out == nil {
		admin.WriteJSON(w, http.StatusNotFound, map[string]string{"error": "no such shop"})
		return
	}
	admin.WriteJSON(w, http.StatusOK, out) // can be large: without the lock
}

// state copies what there is to see of one shop, of all for "", nil for none.
func (s *Sandbox) state(only string) *stateView {
	s.world.Lock()
	defer s.world.Unlock()
	shops := s.world.Shops
	if only != "" {
		shop := s.world.Shop(only)
		if shop == nil {
			return nil
		}
		shops = []*world.Shop{shop}
	}
	out := &stateView{Shops: []shopView{}}
	for _, shop := range shops {
		s.world.SettleCodes(shop)
		out.Shops = append(out.Shops, viewShop(shop, s.world.Now()))
	}
	return out
}

func viewShop(s *world.Shop, now time.Time) shopView {
	v := shopView{
		Domain: s.Domain, Name: s.Name, Plan: s.Plan, Installed: s.Installed != nil, Scopes: []string{}, ProxyPath: s.ProxyPath,
		Customers: []customerView{}, Orders: []orderView{}, Metafields: viewFields(s.Metafields), Discounts: []discountView{},
		Definitions: []definitionView{}, Segments: []segmentView{}, Webhooks: []webhookView{}, Calls: []*world.Call{}, Totals: s.Totals, Flow: []flowView{},
	}
	for _, r := range s.FlowRuns {
		v.Flow = append(v.Flow, flowView{r.At, r.Trigger, r.Ran, r.Payload})
	}
	if s.Installed != nil {
		v.Scopes = append(v.Scopes, s.Installed.Scopes...)
	}
	for _, c := range s.Customers {
		v.Customers = append(v.Customers, customerView{
			world.GID("Customer", c.ID), c.Email, c.Phone, list(c.Tags), viewFields(c.Metafields),
			c.EmailConsent.State, c.SMSConsent.State,
		})
	}
	for _, o := range s.Orders {
		view := orderView{ID: world.GID("Order", o.ID), Name: o.Name(), Tags: list(o.Tags), Metafields: viewFields(o.Metafields)}
		if o.Customer != 0 {
			id := world.GID("Customer", o.Customer)
			view.Customer = &id
		}
		v.Orders = append(v.Orders, view)
	}
	for _, d := range s.Discounts {
		v.Discounts = append(v.Discounts, viewDiscount(d, now))
	}
	for _, d := range s.Definitions {
		v.Definitions = append(v.Definitions, definitionView{world.GID("MetafieldDefinition", d.ID), world.OwnerType(d.Owner), d.Namespace, d.Key, d.Name, d.Type, d.Filterable})
	}
	for _, g := range s.Segments {
		v.Segments = append(v.Segments, segmentView{world.GID("Segment", g.ID), g.Name, g.Query})
	}
	for _, w := range s.Webhooks {
		v.Webhooks = append(v.Webhooks, webhookView{w.ID, w.Topic, w.Status, w.Attempts, !w.NextAt.IsZero()})
	}
	v.Calls = append(v.Calls, s.Calls...)
	return v
}

func viewDiscount(d *world.Discount, now time.Time) discountView {
	v := discountView{world.GID("DiscountCodeNode", d.ID), d.Title, d.Code(), []string{}, d.Status(now), d.Used}
	for _, c := range d.Codes {
		v.Codes = append(v.Codes, c.Code)
	}
	return v
}

// view names the app's own metafields as the app does: "$app.source".
func viewFields(m world.Metafields) map[string]fieldView {
	out := make(map[string]fieldView, len(m))
	for _, f := range m {
		out[f.ShortName()] = fieldView{f.Type, f.Value}
	}
	return out
}

// list keeps an empty list a list.
func list(tags []string) []string { return append([]string{}, tags...) }
