package sandbox

import "net/http"

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
		Segments    []any                `json:"segments"`
		Webhooks    []webhookView        `json:"webhooks"`
		Calls       []*call              `json:"calls"`
		Totals      totals               `json:"totals"`
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
		ID   string `json:"id"`
		Code string `json:"code"`
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
	webhookView struct {
		ID       string `json:"id"`
		Topic    string `json:"topic"`
		Status   int    `json:"status"` // the last answer's, 0 before the first or without one
		Attempts int    `json:"attempts"`
		Waiting  bool   `json:"waiting"` // will be tried (again)
	}
)

func (s *Sandbox) showState(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := stateView{Shops: []shopView{}}
	only := r.URL.Query().Get("shop")
	for _, shop := range s.world.Shops {
		if only == "" || shop.Domain == only {
			out.Shops = append(out.Shops, shop.view())
		}
	}
	writeJSON(w, http.StatusOK, out)
}

func (s *shop) view() shopView {
	v := shopView{
		Domain: s.Domain, Name: s.Name, Plan: s.Plan, Installed: s.Installed != nil, Scopes: []string{}, ProxyPath: s.ProxyPath,
		Customers: []customerView{}, Orders: []orderView{}, Metafields: s.Metafields.view(), Discounts: []discountView{},
		Definitions: []definitionView{}, Segments: []any{}, Webhooks: []webhookView{}, Calls: []*call{}, Totals: s.Totals,
	}
	if s.Installed != nil {
		v.Scopes = append(v.Scopes, s.Installed.Scopes...)
	}
	for _, c := range s.Customers {
		v.Customers = append(v.Customers, customerView{
			gid("Customer", c.ID), c.Email, c.Phone, list(c.Tags), c.Metafields.view(),
			c.EmailConsent.State, c.SMSConsent.State,
		})
	}
	for _, o := range s.Orders {
		view := orderView{ID: gid("Order", o.ID), Name: o.Name(), Tags: list(o.Tags), Metafields: o.Metafields.view()}
		if o.Customer != 0 {
			id := gid("Customer", o.Customer)
			view.Customer = &id
		}
		v.Orders = append(v.Orders, view)
	}
	for _, d := range s.Discounts {
		v.Discounts = append(v.Discounts, discountView{gid("DiscountCodeNode", d.ID), d.Code})
	}
	for _, d := range s.Definitions {
		v.Definitions = append(v.Definitions, definitionView{gid("MetafieldDefinition", d.ID), ownerType(d.Owner), d.Namespace, d.Key, d.Name, d.Type, d.Filterable})
	}
	for _, w := range s.Webhooks {
		v.Webhooks = append(v.Webhooks, webhookView{w.ID, w.Topic, w.Status, w.Attempts, !w.NextAt.IsZero()})
	}
	v.Calls = append(v.Calls, s.Calls...)
	return v
}

// view names the app's own metafields as the app does: "$app.source".
func (m metafields) view() map[string]fieldView {
	out := make(map[string]fieldView, len(m))
	for _, f := range m {
		out[f.shortName()] = fieldView{f.Type, f.Value}
	}
	return out
}

// list keeps an empty list a list.
func list(tags []string) []string { return append([]string{}, tags...) }
