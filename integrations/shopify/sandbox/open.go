package sandbox

import (
	"context"
	"fmt"
	"io"
	"net/http"
)

// DemoShop is the domain of the first shop.
const DemoShop = "demo-shop.myshopify.com"

// Shops are the domains of all shops, the demo shop first.
func (s *Sandbox) Shops() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := make([]string, len(s.world.Shops))
	for i, shop := range s.world.Shops {
		out[i] = shop.Domain
	}
	return out
}

// Open loads the app's document for a shop as the admin's frame does, and fails
// unless the app then holds access: that is how a merchant installs it.
func (s *Sandbox) Open(ctx context.Context, domain string) error {
	s.mu.Lock()
	shop := s.world.shop(domain)
	var address string
	if shop != nil {
		address = s.documentURL(shop, "/")
	}
	s.mu.Unlock()
	if shop == nil {
		return fmt.Errorf("sandbox: no shop %q", domain)
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return err
	}
	r.Header.Set("Accept", "text/html")
	answer, err := s.forward.Do(r)
	if err != nil {
		return fmt.Errorf("sandbox: open the app in %s: %w", domain, err)
	}
	defer answer.Body.Close()
	_, _ = io.Copy(io.Discard, io.LimitReader(answer.Body, maxProxied))
	s.mu.Lock()
	defer s.mu.Unlock()
	if answer.StatusCode != http.StatusOK || shop.Installed == nil {
		return fmt.Errorf("sandbox: opening the app in %s answered %d and did not install it", domain, answer.StatusCode)
	}
	return nil
}
