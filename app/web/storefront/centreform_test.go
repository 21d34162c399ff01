package storefront_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/net/html"

	"github.com/askwell/askwell/app/store/storetest"
)

// centred is a shop that asks what preferences can be.
func centred(t *testing.T) *shop {
	t.Helper()
	s := newShopOn(t, storetest.New(t))
	made, err := s.store.CreateSurvey(t.Context(), demo, preferred())
	require.NoError(t, err)
	_, err = s.store.PublishSurvey(t.Context(), demo, made.ID, made.Revision)
	require.NoError(t, err)
	s.onePurpose()
	return s
}

// visits opens a page of hers, or of nobody's for customer "".
func (s *shop) visits(path, customer string, query url.Values) answer {
	s.t.Helper()
	all := url.Values{"logged_in_customer_id": {customer}}
	for name, values := range query {
		all[name] = values
	}
	return s.send(http.MethodGet, proxied("/proxy"+path, all), http.Header{"Accept": {browsing}}, "")
}

// posts sends the fields of a plain form, as a browser does.
func (s *shop) posts(path, customer string, fields url.Values, more ...string) answer {
	s.t.Helper()
	header := http.Header{"Content-Type": {"application/x-www-form-urlencoded"}, "Sec-Fetch-Site": {"same-origin"}, "Accept": {browsing}}
	for i := 0; i < len(more); i += 2 {
		header.Set(more[i], more[i+1])
	}
	return s.send(http.MethodPost, proxied("/proxy"+path, url.Values{"logged_in_customer_id": {customer}}), header, fields.Encode())
}

// formOn are the fields of the centre's form, as a browser would post them.
func formOn(t *testing.T, page, class string) url.Values {
	t.Helper()
	tree, err := html.Parse(strings.NewReader(page))
	require.NoError(t, err)
	fields := url.Values{}
	for form := range tree.Descendants() {
		if form.Data != "form" || attr(form, "class") != class {
			continue
		}
		for node := range form.Descendants() {
			name, kind := attr(node, "name"), attr(node, "type")
			_, checked := attribute(node, "checked")
			switch {
			case name == "":
			case node.Data == "textarea":
				fields.Add(name, text(node))
			case node.Data == "select":
				fields.Add(name, "")
				for option := range node.ChildNodes() {
					if _, selected := attribute(option, "selected"); selected {
						fields.Set(name, attr(option, "value"))
					}
				}
			case node.Data == "input" && (checked || kind != "radio" && kind != "checkbox"):
				fields.Add(name, attr(node, "value"))
			}
		}
	}
	return fields
}

func text(node *html.Node) (all string) {
	for n := range node.Descendants() {
		if n.Type == html.TextNode {
			all += n.Data
		}
	}
	return all
}

func attribute(node *html.Node, name string) (string, bool) {
	for _, a := range node.Attr {
		if a.Key == name {
			return a.Val, true
		}
	}
	return "", false
}

func attr(node *html.Node, name string) string {
	value, _ := attribute(node, name)
	return value
}

// said is the text of the first element of a class.
func said(t *testing.T, page, class string) string {
	t.Helper()
	tree, err := html.Parse(strings.NewReader(page))
	require.NoError(t, err)
	for node := range tree.Descendants() {
		if strings.HasPrefix(attr(node, "class"), class) {
			return strings.Join(strings.Fields(text(node)), " ")
		}
	}
	return ""
}

var (
	adas   = fmt.Sprint(int64(ada))
	graces = fmt.Sprint(int64(grace))
)
