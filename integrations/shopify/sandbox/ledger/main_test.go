package ledger_test

import (
	"flag"
	"os"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/askwell/askwell/integrations/shopify/sandbox/ledger"
)

const (
	demo = "demo-shop.myshopify.com"
	ada  = "gid://shopify/Customer/1"
	bob  = "gid://shopify/Customer/2"
)

func TestMain(m *testing.M) {
	flag.Parse()
	code := m.Run()
	if code == 0 {
		if err := goleak.Find(); err != nil {
			panic(err)
		}
	}
	os.Exit(code)
}

// newLedger makes one whose clock stands still and whose people have names.
func newLedger(o ledger.Options) *ledger.Ledger {
	at := time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC)
	if o.Now == nil {
		o.Now = func() time.Time { return at }
	}
	o.Words = words
	return ledger.New(o)
}

var words = ledger.Words{App: "Askwell", Name: func(_, id string) string {
	return map[string]string{ada: "Ada", bob: "Bob", "gid://shopify/Order/7": "order #1042"}[id]
}}

func titles(entries []ledger.Entry) []string {
	out := []string{}
	for _, e := range entries {
		out = append(out, e.Title)
	}
	return out
}
