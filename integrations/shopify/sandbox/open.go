package sandbox

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"time"
)

// opener opens the app's document; a redirect is not a document.
var opener = &http.Client{
	Timeout: 15 * time.Second, Transport: &http.Transport{DisableKeepAlives: true},
	CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
}

const maxAnswer = 1 << 20 // bytes read of the app's document

// DemoShop is the domain of the first shop.
const DemoShop = "demo-shop.myshopify.com"

// Now is the sandbox's clock. An app that tells the time by it moves with the
// time machine.
func (s *Sandbox) Now() time.Time { return s.world.Now() }

// AdminPath is where the app is in the admin: "/admin/apps/askwell".
func (s *Sandbox) AdminPath() string { return s.world.App.Manifest.AdminPath() }

// Shops are the domains of all shops, the demo shop first.
func (s *Sandbox) Shops() []string {
	s.world.Lock()
	defer s.world.Unlock()
	out := make([]string, len(s.world.Shops))
	for i, shop := range s.world.Shops {
		out[i] = shop.Domain
	}
	return out
}

// Open loads the app's document for a shop as the admin's frame does, and fails
// unless the app then holds access: that is how a merchant installs it.
func (s *Sandbox) Open(ctx context.Context, domain string) error {
	s.world.Lock()
	shop := s.world.Shop(domain)
	var address string
	if shop != nil {
		address = s.world.DocumentURL(shop, "/", nil)
	}
	s.world.Unlock()
	if shop == nil {
		return fmt.Errorf("sandbox: no shop %q", domain)
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return err
	}
	r.Header.Set("Accept", "text/html")
	answer, err := opener.Do(r)
	if err != nil {
		return fmt.Errorf("sandbox: open the app in %s: %w", domain, err)
	}
	defer answer.Body.Close()
	_, _ = io.Copy(io.Discard, io.LimitReader(answer.Body, maxAnswer))
	s.world.Lock()
	defer s.world.Unlock()
	if answer.StatusCode != http.StatusOK || shop.Installed == nil {
		return fmt.Errorf("sandbox: opening the app in %s answered %d and did not install it", domain, answer.StatusCode)
	}
	return nil
}
