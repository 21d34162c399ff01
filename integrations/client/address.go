package client

import (
	"net/netip"
	"net/url"
	"slices"
	"strings"

	"github.com/askwell/askwell/app"
)

// ports are those that are called. Anything that takes webhooks can be had at one of
// them; at most others something listens that was not made for strangers.
var ports = []string{"", "443", "8443"}

// inside are names that mean something in somebody's own network alone, by RFC 6761,
// 6762 and 9476 and by ICANN's word on "internal".
var inside = []string{"localhost", "local", "internal", "home.arpa", "test", "invalid", "onion", "alt", "lan", "localdomain"}

// Address reads an address that may be called: https, at a public name or address, at
// port 443 or 8443. Where a name leads is looked at again with every call. Errors:
// Invalid, which names no address.
func Address(text string) (*url.URL, error) {
	at, err := url.Parse(text)
	switch {
	case err != nil, len(text) > 2048, at.Opaque != "", at.Host == "":
		return nil, app.Errorf(app.Invalid, "this is not an address that can be called")
	case at.Scheme != "https":
		return nil, app.Errorf(app.Invalid, "only addresses that begin with https:// are called")
	case at.User != nil:
		return nil, app.Errorf(app.Invalid, "an address with a name or a password in it is not called")
	case !slices.Contains(ports, at.Port()):
		return nil, app.Errorf(app.Invalid, "only the ports 443 and 8443 are called")
	case !callable(strings.ToLower(strings.TrimSuffix(at.Hostname(), "."))):
		return nil, app.Errorf(app.Invalid, "%s", errPrivate.Error())
	}
	at.Fragment, at.RawFragment = "", ""
	return at, nil
}

// callable reports whether a host could be a public one. What ends in a number is an
// IPv4 address to some resolvers in whatever way it is written, 0x7f.1 and 2130706433
// among them: only the usual way will do.
func callable(host string) bool {
	if literal, err := netip.ParseAddr(host); err == nil {
		return literal.Zone() == "" && public(literal)
	}
	labels := strings.Split(host, ".")
	last := labels[len(labels)-1]
	if len(labels) < 2 || last == "" || last[0] >= '0' && last[0] <= '9' || slices.Contains(labels, "") {
		return false
	}
	return !slices.ContainsFunc(inside, func(name string) bool { return host == name || strings.HasSuffix(host, "."+name) })
}
