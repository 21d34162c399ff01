package client

import "net"

// Resolve has a client ask a resolver of the test's own where names lead.
func (c *Client) Resolve(by *net.Resolver) *Client {
	c.open = newHTTP(guarded(by))
	return c
}
