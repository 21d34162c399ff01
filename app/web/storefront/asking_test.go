package storefront_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"
	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/store"
	"github.com/askwell/askwell/app/store/storetest"
)

const (
	phone  = "11111111-1111-4111-8111-111111111111"
	laptop = "22222222-2222-4222-8222-222222222222"
)

// who is somebody at one of the doors.
type who struct {
	*shop
	customer app.CustomerID // 0 for a guest
	visitor  string
	order    string
	door     string // "proxy" or "session"
}

// path is one at her door.
func (w who) path(name string, query url.Values) (string, http.Header) {
	if w.door == "proxy" {
		customer := ""
		if w.customer != 0 {
			customer = fmt.Sprint(int64(w.customer))
		}
		if query == nil {
			query = url.Values{}
		}
		query.Set("logged_in_customer_id", customer)
		return proxied("/proxy/"+name, query), asJSON()
	}
	return "/storefront/v1/" + name + "?" + query.Encode(), bearer(token(w.t, func(c jwt.MapClaims) {
		if delete(c, "sub"); w.customer != 0 {
			c["sub"] = w.customer.GID()
		}
	}))
}

// next is the keys she is asked of a survey, "" for whichever asks first.
func (w who) next(survey string, surface app.Surface) []string {
	w.t.Helper()
	query := url.Values{"surface": {string(surface)}, "locale": {"en"}}
	for name, value := range map[string]string{"survey": survey, "visitor": w.visitor, "order": w.order} {
		if value != "" {
			query.Set(name, value)
		}
	}
	path, header := w.path("next", query)
	got := w.send("GET", path, header, "")
	require.Equal(w.t, http.StatusOK, got.status, got.body)
	var next struct{ Ask []string }
	require.NoError(w.t, json.Unmarshal([]byte(got.body), &next))
	return next.Ask
}

func (w who) post(name string, fields map[string]any) answer {
	w.t.Helper()
	for field, value := range map[string]string{"visitor": w.visitor, "order": w.order} {
		if value != "" {
			fields[field] = value
		}
	}
	body, err := json.Marshal(fields)
	require.NoError(w.t, err)
	path, header := w.path(name, nil)
	return w.send("POST", path, header, string(body))
}

func (w who) says(survey string, answers map[string]any) answer {
	w.t.Helper()
	return w.post("responses", map[string]any{
		"id": uuid.NewString(), "survey": survey, "version": 1, "surface": "theme", "locale": "en", "answers": answers,
	})
}

func (w who) puts(off string, never bool) answer {
	return w.post("snoozes", map[string]any{"question": off, "never": never})
}

// publish adds a survey of questions that take ten seconds each.
func (s *shop) publish(handle string, change func(*app.Document), keys ...string) {
	s.t.Helper()
	d := app.Document{Handle: handle, Languages: []string{"en"}, Placements: app.Surfaces}
	for _, key := range keys {
		d.Questions = append(d.Questions, app.Question{Key: key, Type: "email", Prompt: app.Text{"en": key}})
	}
	if change != nil {
		change(&d)
	}
	made, err := s.store.CreateSurvey(s.t.Context(), demo, d)
	require.NoError(s.t, err)
	_, err = s.store.PublishSurvey(s.t.Context(), demo, made.ID, made.Revision)
	require.NoError(s.t, err)
}

func (s *shop) ordered(id app.OrderID, customer app.CustomerID) {
	s.t.Helper()
	at := time.UnixMilli(2_000)
	_, err := s.store.RecordOrder(s.t.Context(), demo, app.Order{ID: id, Customer: customer, CreatedAt: at, UpdatedAt: at})
	require.NoError(s.t, err)
}

const email = "ada@example.com"

func TestAHundredLoadsAndSubmitsOfOnePersonAreOneAnswerAndOneReward(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, db *store.Store) {
		for name, she := range map[string]who{
			"a customer":           {customer: ada, door: "session"},
			"a customer at home":   {customer: ada, visitor: phone, door: "proxy"},
			"a guest on one order": {order: "gid://shopify/OrderIdentity/5001", door: "session"},
			"a browser":            {visitor: laptop, door: "proxy"},
		} {
			s := newShopOn(t, db)
			handle := strings.ReplaceAll(name, " ", "-")
			code := "CODE-" + handle
			require.NoError(t, db.CreateReward(t.Context(), demo, app.RewardRule{Handle: handle, Kind: app.RewardFreeShipping}, code))
			require.NoError(t, db.KeepDiscount(t.Context(), demo, handle, "gid", time.Now()))
			s.publish(handle, func(d *app.Document) { d.Reward = handle }, "mail_"+strings.ReplaceAll(handle, "-", "_"))
			she.shop = s
			var all sync.WaitGroup
			var mu sync.Mutex
			statuses := map[int]int{}
			for range 100 {
				all.Go(func() {
					she.next(handle, app.SurfaceTheme)
					got := she.says(handle, map[string]any{"mail_" + strings.ReplaceAll(handle, "-", "_"): email})
					mu.Lock()
					defer mu.Unlock()
					statuses[got.status]++
					require.Contains(t, got.body, code)
				})
			}
			all.Wait()
			require.Equal(t, map[int]int{http.StatusCreated: 100}, statuses, name)
			require.Equal(t, 1, s.responsesTo(handle), name)
			reward, err := db.Reward(t.Context(), demo, handle)
			require.NoError(t, err)
			require.Equal(t, 1, reward.Promised, name)
			require.Empty(t, she.next(handle, app.SurfaceTheme))
		}
	})
}

func TestWhatTheShopAsksIsTold(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	got := s.send("GET", proxied("/proxy/next", url.Values{"visitor": {phone}}), nil, "")
	require.Equal(t, http.StatusOK, got.status)
	require.JSONEq(t, `{"survey":"welcome","version":1,"next":{"key":"source","type":"single_choice","required":true,
		"prompt":{"en":"How did you hear about us?","sv":"Hur hittade du oss?"},
		"options":[{"key":"podcast","label":{"en":"A podcast","sv":"En podd"}},{"key":"friend","label":{"en":"A <b>friend</b>","sv":"En vän"}}],
		"other":{"label":{"en":"Other","sv":"Annat"}}},"ask":["source","topics","wish"],"why":"new","remaining":3}`, got.body)
	she := who{shop: s, customer: ada, door: "session"}
	require.Equal(t, http.StatusCreated, she.says("welcome", map[string]any{"source": "podcast", "topics": []string{"news"}, "wish": "socks"}).status)
	path, header := she.path("next", url.Values{"survey": {"welcome"}})
	require.JSONEq(t, `{"survey":"welcome","version":1,"remaining":0}`, s.send("GET", path, header, "").body)
	path, header = she.path("next", nil)
	require.JSONEq(t, `{"remaining":0}`, s.send("GET", path, header, "").body)
}

func TestAGuestIsNotAskedAgainOnceSheIsKnown(t *testing.T) {
	t.Parallel()
	for name, known := range map[string]func(s *shop) who{
		"she logs in": func(s *shop) who { return who{shop: s, customer: ada, visitor: phone, door: "proxy"} },
		"she logs in, and comes elsewhere": func(s *shop) who {
			require.Equal(s.t, http.StatusNoContent, who{shop: s, customer: ada, visitor: phone, door: "proxy"}.puts("other", false).status)
			return who{shop: s, customer: ada, visitor: laptop, door: "proxy"}
		},
		"her order is seen": func(s *shop) who {
			s.ordered(5001, ada)
			return who{shop: s, customer: ada, door: "session"}
		},
		"her order is seen, and she was merged": func(s *shop) who {
			s.ordered(5001, 7)
			_, err := s.store.MergeCustomers(s.t.Context(), demo, ada, 7)
			require.NoError(s.t, err)
			return who{shop: s, customer: ada, door: "session"}
		},
		"she looks at her order elsewhere": func(s *shop) who {
			return who{shop: s, visitor: laptop, order: "gid://shopify/Order/5001", door: "session"}
		},
		"she is a guest again": func(s *shop) who {
			s.ordered(5001, ada)
			return who{shop: s, visitor: phone, door: "proxy"}
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newShop(t)
			s.publish("mail", nil, "mail", "other")
			guest := who{shop: s, visitor: phone, order: "gid://shopify/OrderIdentity/5001", door: "session"}
			require.Equal(t, http.StatusCreated, guest.says("mail", map[string]any{"mail": email}).status)
			she := known(s)
			require.NotContains(t, she.next("mail", app.SurfaceTheme), "mail")
			require.NotContains(t, she.next("mail", app.SurfaceOrderStatus), "mail")
		})
	}
}

func TestASnoozeOnOneDeviceIsHonouredOnTheOther(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	s.publish("mail", nil, "mail", "other")
	one := who{shop: s, customer: ada, visitor: phone, door: "proxy"}
	two := who{shop: s, customer: ada, visitor: laptop, door: "session"}
	require.Equal(t, []string{"mail", "other"}, two.next("mail", app.SurfaceTheme))
	got := one.puts("mail", false)
	require.Equal(t, http.StatusNoContent, got.status, got.body)
	require.Empty(t, got.body)
	require.Equal(t, []string{"other"}, two.next("mail", app.SurfaceThankYou))
}

func TestLaterIsNotNeverAndNeitherIsAnswered(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	s.publish("mail", func(d *app.Document) {
		for i := range d.Questions {
			d.Questions[i].Again = &app.Again{Mode: app.AgainUntil, Times: 5}
		}
		d.Questions[2].Again = &app.Again{Mode: app.AgainEvery, Days: 30}
	}, "later", "never", "answered")
	she := who{shop: s, customer: ada, door: "proxy"}
	require.Equal(t, http.StatusNoContent, she.puts("later", false).status)
	require.Equal(t, http.StatusNoContent, she.puts("never", true).status)
	require.Equal(t, http.StatusNoContent, she.puts("never", false).status, "never is not taken back by the way")
	require.Equal(t, http.StatusCreated, she.says("mail", map[string]any{"answered": email}).status)
	for _, one := range []struct {
		days int
		want []string
	}{{0, nil}, {13, nil}, {15, []string{"later"}}, {31, []string{"later", "answered"}}, {4000, []string{"later", "answered"}}} {
		s.later.Store(int64(one.days) * 24 * int64(time.Hour))
		require.Equal(t, one.want, she.next("mail", app.SurfaceTheme), "after %d days", one.days)
	}
	s.later.Store(0)
	require.Equal(t, http.StatusCreated, she.says("mail", map[string]any{"answered": email}).status)
	require.Equal(t, 1, s.responsesTo("mail"), "that she has said")
	s.later.Store(31 * 24 * int64(time.Hour))
	require.Equal(t, http.StatusCreated, she.says("mail", map[string]any{"answered": email}).status, "of another wave")
	require.Equal(t, 2, s.recorded()[0])
}

func TestTheBudgetIsOneOverSurfacesAndSurveys(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	s.publish("checkout", nil, "c1", "c2", "c3", "c4")
	at := who{shop: s, customer: ada, visitor: phone, door: "proxy"}
	require.Equal(t, []string{"c1", "c2", "c3"}, at.next("checkout", app.SurfaceTheme), "three at a time")
	require.Equal(t, http.StatusCreated, at.says("welcome", map[string]any{"source": "podcast", "wish": "socks"}).status)
	require.Equal(t, []string{"c1"}, who{shop: s, customer: ada, visitor: laptop, door: "session"}.next("checkout", app.SurfaceOrderStatus))
	got := at.says("welcome", map[string]any{"topics": []string{"news"}})
	require.Equal(t, http.StatusCreated, got.status, "what she says is taken whatever the budget is")
	require.Empty(t, at.next("", app.SurfaceTheme))
	for i := range 3 {
		s.later.Add(int64(time.Hour))
		require.Equal(t, http.StatusCreated, at.says("checkout", map[string]any{fmt.Sprint("c", i+1): email}).status)
	}
	require.Equal(t, []string{"c4"}, at.next("", app.SurfaceTheme), "six of ten within thirty days")
	require.NoError(t, s.store.SetBudget(t.Context(), demo, &app.Budget{Month: app.Limit{Questions: 6}}))
	require.Empty(t, at.next("", app.SurfaceTheme))
	s.later.Add(int64(31 * 24 * time.Hour))
	require.Equal(t, []string{"c4"}, at.next("", app.SurfaceTheme))
}

func TestABrowserAloneIsNoCustomer(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	s.publish("mail", nil, "mail", "other")
	her := who{shop: s, customer: ada, visitor: phone, door: "proxy"}
	require.Equal(t, http.StatusCreated, her.says("mail", map[string]any{"mail": email}).status)
	guest := who{shop: s, visitor: phone, door: "proxy"}
	require.Equal(t, []string{"other"}, guest.next("mail", app.SurfaceTheme), "nobody is asked twice at one browser")
	require.Equal(t, http.StatusCreated, guest.says("mail", map[string]any{"mail": "eve@example.com"}).status)
	require.Equal(t, http.StatusNoContent, guest.puts("other", true).status)
	require.Equal(t, map[string]string{"mail": `"` + email + `"`}, s.preferences())
	require.Equal(t, []string{"other"}, who{shop: s, customer: ada, visitor: laptop, door: "proxy"}.next("mail", app.SurfaceTheme))

	// At the proxy anybody can name any order.
	s.ordered(5001, ada)
	guest.order = "gid://shopify/Order/5001"
	require.Equal(t, http.StatusCreated, guest.says("mail", map[string]any{"other": "eve@example.com"}).status)
	require.Len(t, s.preferences(), 1)
}

func TestWhatABlockShowsIsRemembered(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	s.publish("mail", nil, "mail", "other", "third")
	she := who{shop: s, order: "gid://shopify/OrderIdentity/5001", door: "session"}
	shown := map[string]any{"survey": "mail", "version": 1, "surface": "thank-you", "questions": []string{"mail", "other"}}
	require.Equal(t, http.StatusNoContent, she.post("displays", shown).status)
	require.Equal(t, []string{"mail", "other", "third"}, she.next("mail", app.SurfaceThankYou), "she may still answer")
	s.ordered(5001, ada)
	require.Equal(t, []string{"third"}, who{shop: s, customer: ada, door: "proxy"}.next("mail", app.SurfaceTheme), "and is not asked elsewhere")
	shown["questions"] = []string{"mail", "mail", "nothing"}
	got := she.post("displays", shown)
	require.Equal(t, http.StatusUnprocessableEntity, got.status)
	require.Contains(t, got.body, `"field":"questions.1"`)
	require.Contains(t, got.body, `"field":"questions.2"`)
}

func TestWhatIsToldOfAVisitIsChecked(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	s.publish("mail", func(d *app.Document) { d.Audience = app.Rule(`{">":[{"var":"cart.value"},50]}`) }, "mail", "other")
	guest := who{shop: s, visitor: phone, door: "proxy"}
	for _, one := range []struct {
		fields string
		wrong  string
	}{
		{`"visitor":"me"`, "visitor"},
		{`"visitor":"{11111111-1111-4111-8111-111111111111}"`, "visitor"},
		{`"cart":"a b"`, "cart"},
		{`"cart":"` + strings.Repeat("x", 256) + `"`, "cart"},
		{`"facts":{"cart.value":"much"}`, "facts.cart.value"},
		{`"facts":{"order.value":12}`, "facts.order.value"},
		{`"facts":{"shopper.age":12}`, "facts.shopper.age"},
	} {
		body := `{"id":"` + uuid.NewString() + `","survey":"mail","version":1,"surface":"theme","locale":"en","answers":{"mail":"` + email + `"},` + one.fields + `}`
		got := s.send("POST", proxied("/proxy/responses", nil), asJSON(), body)
		require.Equal(t, http.StatusUnprocessableEntity, got.status, got.body)
		require.Contains(t, got.body, `"field":"`+one.wrong+`"`)
	}
	require.Equal(t, [3]int{}, s.recorded())
	for query, wrong := range map[string]string{
		"visitor=me": "visitor", "facts=[]": "facts", "surface=moon": "surface", "order=5": "order", "locale=-": "locale",
		"facts=" + url.QueryEscape(`{"cart.value":[]}`): "facts.cart.value",
	} {
		values, err := url.ParseQuery(query)
		require.NoError(t, err)
		got := s.send("GET", proxied("/proxy/next", values), nil, "")
		require.Equal(t, http.StatusUnprocessableEntity, got.status, query)
		require.Contains(t, got.body, `"field":"`+wrong+`"`)
	}
	require.Empty(t, guest.next("mail", app.SurfaceTheme), "what is not known is not met")
	told := url.Values{"survey": {"mail"}, "visitor": {phone}, "facts": {`{"cart.value":51,"visit.page":"cart"}`}}
	require.Contains(t, s.send("GET", proxied("/proxy/next", told), nil, "").body, `"ask":["mail","other"]`)
	got := guest.post("responses", map[string]any{
		"id": uuid.NewString(), "survey": "mail", "version": 1, "surface": "theme", "locale": "en", "answers": map[string]any{"mail": email},
		"facts": map[string]any{"cart.value": 51}, "cart": "Z2NwLWV1cm9wZS13ZXN0MTowMUo?key=1f",
	})
	require.Equal(t, http.StatusCreated, got.status)
	require.Contains(t, got.body, `"ask":["other"]`)
	require.Equal(t, http.StatusUnprocessableEntity, who{shop: s, door: "proxy"}.puts("mail", true).status, "whose wish is it?")
	require.Equal(t, http.StatusUnprocessableEntity, guest.puts("nothing", true).status)
}

func TestAFormSaysWhichBrowserItIsSentFrom(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	send := func(wish string) answer {
		form := url.Values{
			"survey": {"welcome"}, "version": {"1"}, "surface": {"theme"}, "locale": {"en"}, "visitor": {phone}, "cart": {"abc"},
			"answers[source]": {"podcast"}, "answers[wish]": {wish},
		}
		return s.send("POST", proxied("/proxy/responses", url.Values{"logged_in_customer_id": {""}}),
			http.Header{"Content-Type": {"application/x-www-form-urlencoded"}}, form.Encode())
	}
	require.Equal(t, http.StatusCreated, send("socks").status)
	require.Equal(t, http.StatusCreated, send("socks").status)
	require.Equal(t, 1, s.responsesTo("welcome"))
	require.Equal(t, http.StatusCreated, send("shoes").status)
	require.Equal(t, 2, s.responsesTo("welcome"))
	she := who{shop: s, visitor: phone, door: "proxy"}
	require.Equal(t, []string{"topics"}, she.next("welcome", app.SurfaceTheme), "what she left blank she may still say")
	s.later.Store(int64(time.Hour))
	require.Empty(t, she.next("welcome", app.SurfaceTheme), "while she is here")
}
