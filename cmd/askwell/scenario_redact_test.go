package main

import (
	"bytes"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// A shopper answers, asks to be forgotten, and has the survey still open in another
// tab: what she began before is refused, what she begins anew is somebody's new.
func TestWhatWasBegunBeforeARedactIsRefusedAfterIt(t *testing.T) {
	t.Parallel()
	p := startPair(t, "sqlite:"+filepath.Join(t.TempDir(), "askwell.db"))
	ada := p.shopper("ada@example.com", true)
	bearer := []string{"Authorization", "Bearer " + ada.token}
	begun := time.Now().UTC()
	require.Equal(t, http.StatusCreated, p.status(answersPath, submission(nil), bearer...))
	require.Eventually(t, func() bool { return p.state().customer(ada.email).Metafields["$app.source"].Value == "friend" }, patience, 20*time.Millisecond)

	id := number(p.state().customer(ada.email).ID)
	p.post(p.shop+"/_sandbox/webhooks", fmt.Sprintf(`{"topic":"customers/redact","payload":{"shop_domain":"demo-shop.myshopify.com","customer":{"id":%s,"email":%q},"orders_to_redact":[]}}`, id, ada.email), http.StatusOK, nil)
	require.Eventually(t, func() bool { return p.state().customer(ada.email).Metafields["$app.source"].Value == "" }, patience, 20*time.Millisecond)
	require.Equal(t, []string{"vip"}, p.state().customer(ada.email).Tags)
	require.Empty(t, p.responses())

	late := submission(func(s map[string]any) { s["started_at"] = begun })
	require.Equal(t, http.StatusConflict, p.status(answersPath, late, bearer...))
	require.Contains(t, p.lastBody, "anew")
	require.Empty(t, p.responses())

	require.Equal(t, http.StatusCreated, p.status(answersPath, submission(nil), bearer...))
	require.Eventually(t, func() bool { return p.state().customer(ada.email).Metafields["$app.source"].Value == "friend" }, patience, 20*time.Millisecond)
}

func TestAnErasureOnTheCommandLineEndsInAReceiptThatCanBeVerified(t *testing.T) {
	t.Parallel()
	p := startPair(t, "sqlite:"+filepath.Join(t.TempDir(), "askwell.db"))
	p.shopper("zofia@example.com", true)
	env := func(name string) string {
		for _, one := range p.env {
			if value, ok := strings.CutPrefix(one, name+"="); ok {
				return value
			}
		}
		return ""
	}
	ask := func(args ...string) (string, int) {
		var out bytes.Buffer
		code := execute(t.Context(), append([]string{"privacy"}, args...), env, &out)
		return out.String(), code
	}
	id := number(p.state().customer("zofia@example.com").ID)
	said, code := ask("erase", "--shop", "demo-shop.myshopify.com", "--customer", id, "--wait")
	require.Zero(t, code, said)
	require.Contains(t, said, "erased here")
	lines := strings.Split(strings.TrimSpace(said), "\n")
	receipt := lines[len(lines)-1]

	file := filepath.Join(t.TempDir(), "receipt.json")
	require.NoError(t, os.WriteFile(file, []byte(receipt+"\n"), 0o600))
	said, code = ask("verify", file)
	require.Zero(t, code, said)
	require.Contains(t, said, "valid: erasure ")
	require.Contains(t, said, "key 1 of ENCRYPTION_KEYS")
	for name, changed := range map[string]string{
		"a word":  strings.Replace(receipt, `"here":{`, `"here":{"responses":9,`, 1),
		"a name":  strings.Replace(receipt, "demo-shop", "other-shop", 1),
		"nothing": "",
	} {
		require.NoError(t, os.WriteFile(file, []byte(changed), 0o600))
		said, code = ask("verify", file)
		require.Equal(t, 1, code, name)
		require.Contains(t, said, "invalid")
	}
}
