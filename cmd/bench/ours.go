package main

import (
	"context"
	"crypto/rand"
	_ "embed"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"time"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/seal"
	"github.com/askwell/askwell/app/store"
)

const ourProgram = "github.com/askwell/askwell/cmd/askwell"

//go:embed testdata/survey.json
var surveyDocument []byte

// oursSubject is the real program as `make build` makes it, its front door
// alone: what is measured is accepting, not delivering.
func oursSubject(binary, dir string) subject {
	key := make([]byte, 32)
	_, _ = rand.Read(key) // never fails
	keys := base64.StdEncoding.EncodeToString(key)
	return subject{
		name:    "askwell",
		prepare: func(ctx context.Context, database string) error { return prepareShop(ctx, database, keys) },
		command: func(ctx context.Context, port int, database string) *exec.Cmd {
			cmd := exec.CommandContext(ctx, binary, "serve", "--only", "web")
			cmd.Dir = dir
			cmd.Env = append(os.Environ(), "APP_URL=https://askwell.example.com", "PORT="+strconv.Itoa(port), "DATABASE_URL="+database,
				"REDIS_URL=", "SHOPIFY_API_KEY="+apiKey, "SHOPIFY_API_SECRET="+apiSecret, "SHOPIFY_API_SECRET_PREVIOUS=", "ENCRYPTION_KEYS="+keys)
			return cmd
		},
		ids:     func(w workload) string { return w.oursIDs },
		refuses: func(r refusal) int { return r.ours },
	}
}

func build(ctx context.Context, args ...string) error {
	cmd := exec.CommandContext(ctx, "go", append([]string{"build", "-trimpath", "-ldflags", "-s -w"}, args...)...)
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("go build: %w\n%s", err, out)
	}
	return nil
}

// prepareShop installs the shop and publishes its survey the way the app does,
// without the Shopify that a real installation would ask.
func prepareShop(ctx context.Context, database, keys string) (err error) {
	ring, err := seal.NewRing([]string{keys})
	if err != nil {
		return err
	}
	s, err := store.Open(ctx, store.Config{URL: database, Keys: ring})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	if err := s.Migrate(ctx); err != nil {
		return err
	}
	year := time.Now().AddDate(1, 0, 0)
	err = s.RecordInstall(ctx, shopDomain, app.Shop{
		ID: shopDomain, Name: "Bench", Currency: "EUR", Timezone: "Europe/Stockholm", Locale: "en",
		GID: "gid://shopify/Shop/1", Installation: "gid://shopify/AppInstallation/1",
	}, app.Access{Token: "token", RefreshToken: "refresh", ExpiresAt: year, RefreshExpiresAt: year})
	if err != nil {
		return err
	}
	var document app.Document
	if err := json.Unmarshal(surveyDocument, &document); err != nil {
		return err
	}
	survey, err := s.CreateSurvey(ctx, shopDomain, document)
	if err != nil {
		return err
	}
	_, err = s.PublishSurvey(ctx, shopDomain, survey.ID, survey.Revision)
	return err
}
