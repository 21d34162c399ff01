package main

import (
	"bufio"
	"database/sql"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/stretchr/testify/require"
)

// often is how often it is looked whether something has come about.
const often = 50 * time.Millisecond

// siege is a shop in which every word is hostile.
type siege struct {
	*running
	words []string
	of    subjects
}

// hostileWords are those of a file, one on each line as JSON writes it.
func hostileWords(t *testing.T) (words []string) {
	t.Helper()
	file, err := os.Open("testdata/hostile.jsonl")
	require.NoError(t, err)
	defer file.Close()
	lines := bufio.NewScanner(file)
	for lines.Scan() {
		var word string
		require.NoError(t, json.Unmarshal(lines.Bytes(), &word))
		words = append(words, word)
	}
	require.NoError(t, lines.Err())
	require.GreaterOrEqual(t, len(words), 200)
	return words
}

// tame is what the doors leave of a word: control characters are refused in documents, and
// what is too long everywhere.
func tame(word string, most int) string {
	runes := []rune(strings.TrimSpace(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == '\uFEFF' {
			return -1
		}
		return r
	}, word)))
	return strings.TrimSpace(string(runes[:min(len(runes), most)]))
}

func besieged(t *testing.T) *siege {
	t.Helper()
	folder := t.TempDir()
	h := &siege{running: startSandbox(t, "--data", folder), words: hostileWords(t)}
	h.template("poll")
	h.asks(h.document("siege", h.question("first", 0, 100), h.question("second", 100, 200), h.owing("said", "text", 0, `, "max_length": 5000, "mapping": {"metafield": true}`)))
	for at := 0; at < len(h.words); at += 50 {
		var asked []string
		for n := at; n < min(at+50, len(h.words)); n++ {
			asked = append(asked, h.owing(fmt.Sprintf("word_%d", n), "yes_no", n, ""))
		}
		h.merchant(http.MethodPost, "/surveys", map[string]any{"document": json.RawMessage(h.document(fmt.Sprintf("words-%d", at), asked...))}, http.StatusCreated, nil)
	}
	named := func(n int) string { return tame(h.words[n], 60) }
	h.merchant(http.MethodPost, "/rewards", map[string]any{"handle": "ten-off", "title": named(0), "kind": "percentage", "value": "10"}, http.StatusCreated, nil)
	for n := range 12 {
		h.merchant(http.MethodPost, "/keys", map[string]any{"name": named(n * 15), "scopes": []string{"surveys:read"}}, http.StatusCreated, nil)
		h.merchant(http.MethodPost, "/responses/views", map[string]any{"name": named(n * 15), "filter": map[string]any{"country": "SE"}}, http.StatusCreated, nil)
	}
	klaviyo := h.fed("klaviyo")
	h.merchant(http.MethodPatch, "/destinations/"+klaviyo, map[string]any{"title": named(3)}, http.StatusOK, nil)
	h.purpose(named(28))
	h.answers()
	h.of = h.about("ada@example.com", "siege", "ten-off", klaviyo)
	h.complains(filepath.Join(folder, "askwell.db"))
	return h
}

func (h *siege) text(word, most int) string {
	text, err := json.Marshal(tame(h.words[word], most))
	require.NoError(h.t, err)
	return string(text)
}

func (h *siege) document(handle string, questions ...string) string {
	return fmt.Sprintf(`{"handle": %q, "title": %s, "languages": ["en"], "placements": ["link", "theme", "email"], "priority": 90, "thanks": {"en": %s}, "questions": [%s]}`,
		handle, h.text(len(handle), 200), h.text(29, 200), strings.Join(questions, ","))
}

func (h *siege) owing(key, kind string, word int, rest string) string {
	words := h.text(word, 300)
	return fmt.Sprintf(`{"key": %q, "type": %q, "prompt": {"en": %s}, "why": {"en": %s}, "get": {"en": %s}, "use": {"en": %s}%s}`, key, kind, words, words, words, words, rest)
}

// question has hostile words for options.
func (h *siege) question(key string, from, to int) string {
	var options []string
	for n := from; n < to; n++ {
		options = append(options, fmt.Sprintf(`{"key": "o%d", "label": {"en": %s}}`, n, h.text(n, 110)))
	}
	return h.owing(key, "single_choice", from, `, "other": {"label": {"en": "Other"}}, "mapping": {"tag": true}, "options": [`+strings.Join(options, ",")+`]`)
}

// purpose is one more thing that answers may be used for.
func (h *siege) purpose(title string) {
	h.t.Helper()
	var now struct{ Purposes []map[string]any }
	h.merchant(http.MethodGet, "/settings", nil, http.StatusOK, &now)
	h.merchant(http.MethodPut, "/settings", map[string]any{"purposes": append(now.Purposes, map[string]any{"key": "hostile", "title": title, "basis": "contract"})}, http.StatusOK, nil)
}

// answers has customers with hostile names, and as many guests as there are words, say them.
func (h *siege) answers() {
	h.t.Helper()
	to := turn{Survey: "siege", Version: 1, Ask: []string{"first", "second", "said"}}
	for n, word := range h.words {
		other := tame(word, 255)
		said := map[string]any{"first": map[string]any{"other": other}, "second": fmt.Sprintf("o%d", 100+n%100), "said": word + " " + other}
		if n%2 == 1 {
			said["first"] = fmt.Sprintf("o%d", n%100)
		}
		her := h.browser()
		switch {
		case n == len(h.words)-1:
			her.logIn("ada@example.com")
		case n%20 == 0:
			h.customer(fmt.Sprintf("hostile%d@example.com", n), tame(word, 60))
			her.logIn(fmt.Sprintf("hostile%d@example.com", n))
		}
		her.says(to, said)
	}
}

// customer makes one with a name in the shop.
func (h *siege) customer(email, name string) {
	h.t.Helper()
	body, err := json.Marshal(map[string]any{
		"query":     `mutation ($i: CustomerInput!) { customerCreate(input: $i) { customer { id } userErrors { message } } }`,
		"variables": map[string]any{"i": map[string]any{"email": email, "firstName": name, "lastName": name}},
	})
	require.NoError(h.t, err)
	h.post(h.shop+"/_sandbox/direct?shop=demo-shop.myshopify.com", string(body), http.StatusOK, nil)
	require.NotEmpty(h.t, h.state().customer(email).ID)
}

// complains has destinations say hostile things where it is kept what they say: the
// doubles of real tools cannot be made to.
func (h *siege) complains(database string) {
	h.t.Helper()
	db, err := sql.Open("sqlite", database+"?_pragma=busy_timeout(10000)")
	require.NoError(h.t, err)
	defer db.Close()
	for _, statement := range []string{
		"UPDATE attempts SET reason = ?, excerpt = ?", "UPDATE deliveries SET reason = ?, state = CASE WHEN reason = ? THEN state ELSE 'parked' END WHERE response_id <> ''",
		"UPDATE destinations SET problem = ?, account = ?",
	} {
		word := tame(h.words[28], 200) + tame(h.words[30], 200)
		_, err := db.ExecContext(h.t.Context(), statement, word, word)
		require.NoError(h.t, err)
	}
}
