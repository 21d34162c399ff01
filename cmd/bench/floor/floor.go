// Package floor owns the least a server can do and still keep its word: plain
// net/http, the signature or the JSON checked, one writer committing groups, an
// answer only after the commit. What Askwell costs is measured against it.
package floor

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"time"
)

// Config says where the floor listens, what it writes to and which secret signs
// its webhooks.
type Config struct {
	Address  string
	Database string // "sqlite:path" or "postgres://…"
	Secret   string
}

// Serve runs the floor until the context ends.
func Serve(ctx context.Context, c Config) error {
	db, err := Open(ctx, c.Database)
	if err != nil {
		return err
	}
	defer db.Close()
	w, err := newWriter(ctx, db)
	if err != nil {
		return err
	}
	defer w.close()
	server := &http.Server{Addr: c.Address, Handler: handler(w, []byte(c.Secret)), ReadHeaderTimeout: 5 * time.Second}
	stopped := context.AfterFunc(ctx, func() { _ = server.Close() })
	defer stopped()
	if err := server.ListenAndServe(); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

func handler(w *writer, secret []byte) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /readyz", func(http.ResponseWriter, *http.Request) {})
	mux.HandleFunc("POST /webhooks/shopify", func(rw http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(http.MaxBytesReader(rw, r.Body, 2<<20))
		if err != nil {
			http.Error(rw, "body", http.StatusBadRequest)
			return
		}
		sent, err := base64.StdEncoding.DecodeString(r.Header.Get("X-Shopify-Hmac-Sha256"))
		mac := hmac.New(sha256.New, secret)
		mac.Write(body)
		if err != nil || !hmac.Equal(mac.Sum(nil), sent) {
			http.Error(rw, "signature", http.StatusUnauthorized)
			return
		}
		kept(rw, w.add(row{kind: webhook, id: r.Header.Get("X-Shopify-Webhook-Id"), body: string(body)}), http.StatusOK)
	})
	mux.HandleFunc("POST /storefront/v1/responses", func(rw http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(http.MaxBytesReader(rw, r.Body, 64<<10))
		if err != nil {
			http.Error(rw, "body", http.StatusBadRequest)
			return
		}
		var said struct {
			ID      string          `json:"id"`
			Survey  string          `json:"survey"`
			Answers json.RawMessage `json:"answers"`
		}
		if json.Unmarshal(body, &said) != nil {
			http.Error(rw, "no JSON", http.StatusBadRequest)
			return
		}
		if said.ID == "" || said.Survey == "" || len(said.Answers) == 0 || said.Answers[0] != '{' {
			http.Error(rw, "answers", http.StatusUnprocessableEntity)
			return
		}
		kept(rw, w.add(row{kind: response, id: said.ID, about: said.Survey, body: string(said.Answers)}), http.StatusCreated)
	})
	return mux
}

// kept answers once the row is durable.
func kept(rw http.ResponseWriter, err error, status int) {
	if err != nil {
		http.Error(rw, "storage", http.StatusServiceUnavailable)
		return
	}
	rw.Header().Set("Content-Type", "application/json")
	rw.WriteHeader(status)
	_, _ = io.WriteString(rw, "{}\n") // a client that went away asks again
}
