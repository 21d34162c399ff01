package ledger

import (
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// Handler serves the ledger below /_sandbox/ledger. A page of another origin may
// not write to it.
func (l *Ledger) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /_sandbox/ledger", l.getList)
	mux.HandleFunc("GET /_sandbox/ledger/stream", l.getStream)
	mux.HandleFunc("GET /_sandbox/ledger/{id}", l.getEntry)
	mux.HandleFunc("POST /_sandbox/ledger", l.post)
	mux.HandleFunc("DELETE /_sandbox/ledger", l.delete)
	mux.HandleFunc("GET /_sandbox/ledger/ui/{file}", getUI)
	return http.NewCrossOriginProtection().Handler(mux)
}

func (l *Ledger) getList(w http.ResponseWriter, r *http.Request) {
	f, err := readFilter(r.URL.Query())
	if err != nil {
		refuse(w, http.StatusBadRequest, err)
		return
	}
	entries, next := l.List(f)
	brief := r.URL.Query().Has("brief")
	answer := struct {
		Entries []view  `json:"entries"`
		Next    *uint64 `json:"next"` // what to ask ?before= for older ones
	}{Entries: []view{}}
	if next > 0 {
		answer.Next = &next
	}
	for _, e := range entries {
		answer.Entries = append(answer.Entries, newView(e, brief))
	}
	writeJSON(w, http.StatusOK, answer)
}

func (l *Ledger) getEntry(w http.ResponseWriter, r *http.Request) {
	id, err := strconv.ParseUint(r.PathValue("id"), 10, 64)
	e, found := l.Find(id)
	if err != nil || !found {
		refuse(w, http.StatusNotFound, errors.New("no such entry: it may have been forgotten"))
		return
	}
	writeJSON(w, http.StatusOK, newView(e, false))
}

// delete forgets a shop's entries; that it names one guards against an accident.
func (l *Ledger) delete(w http.ResponseWriter, r *http.Request) {
	shop := r.URL.Query().Get("shop")
	if shop == "" {
		refuse(w, http.StatusBadRequest, errors.New("say which shop: ?shop="))
		return
	}
	l.Clear(shop)
	w.WriteHeader(http.StatusNoContent)
}

// What a query may ask at most.
const (
	maxFilterText   = 200
	maxFilterValues = 50
)

var (
	subjectLooks = regexp.MustCompile(`^(gid://shopify/[A-Za-z]{1,40}/[0-9]{1,20}|` + Everybody + `)$`)
	shopLooks    = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{0,100}\.myshopify\.com$`)
)

func wellFormed(shop string) bool { return shopLooks.MatchString(shop) }

// readFilter reads ?shop=&customer=&kind=&text=&before=&limit=; customer (any
// subject's id) and kind may be given several times or with commas between.
func readFilter(q url.Values) (Filter, error) {
	f := Filter{Shop: q.Get("shop"), Text: q.Get("text"), Subjects: values(q, "customer")}
	for _, kind := range values(q, "kind") {
		f.Kinds = append(f.Kinds, Kind(kind))
	}
	before, badBefore := number(q.Get("before"))
	limit, badLimit := number(q.Get("limit"))
	f.Before, f.Limit = before, int(min(limit, maxLimit))
	switch {
	case badBefore != nil:
		return f, errors.New("before must be an entry's id")
	case badLimit != nil:
		return f, errors.New("limit must be a number")
	case f.Shop != "" && !wellFormed(f.Shop):
		return f, errors.New("shop must be a shop's domain")
	case len(f.Text) > maxFilterText:
		return f, errors.New("text is too long")
	case len(f.Subjects) > maxFilterValues || slices.ContainsFunc(f.Subjects, func(s string) bool { return !subjectLooks.MatchString(s) }):
		return f, errors.New("customer must be an id such as gid://shopify/Customer/1, or " + Everybody)
	case len(f.Kinds) > maxFilterValues || slices.ContainsFunc(f.Kinds, func(k Kind) bool { return !slices.Contains(Kinds, k) }):
		return f, errors.New("kind is unknown")
	}
	return f, nil
}

func values(q url.Values, name string) []string {
	var out []string
	for _, v := range q[name] {
		out = append(out, slices.DeleteFunc(strings.Split(v, ","), func(s string) bool { return s == "" })...)
	}
	return out
}

func number(s string) (uint64, error) {
	if s == "" {
		return 0, nil
	}
	return strconv.ParseUint(s, 10, 64)
}

func refuse(w http.ResponseWriter, status int, err error) {
	writeJSON(w, status, map[string]string{"error": err.Error()})
}

func writeJSON(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body) // who hung up needs no answer
}
