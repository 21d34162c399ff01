package client

import (
	"errors"
	"net"
	"net/http"
	"net/netip"
	"syscall"
	"time"
)

// errPrivate names no address: where a name leads is nobody's business.
var errPrivate = errors.New("the address is not a public one")

// plain is the transport to where a route leads.
func plain() *http.Transport {
	t := http.DefaultTransport.(*http.Transport).Clone()
	t.Proxy, t.MaxIdleConnsPerHost = nil, 16
	// Node closes what was idle for five seconds, the shortest of the usual servers. To be
	// there first spares a call that arrives as the door shuts, and whose answer would
	// seem lost.
	t.IdleConnTimeout = 4 * time.Second
	t.MaxResponseHeaderBytes = 64 << 10
	return t
}

// guarded is a transport that connects to public addresses alone. It looks at the
// address it is about to connect to, after the name was resolved: a name that is
// resolved twice may lead elsewhere the second time. A nil resolver is the system's.
func guarded(by *net.Resolver) *http.Transport {
	t := plain()
	dialer := &net.Dialer{Timeout: 10 * time.Second, Resolver: by, Control: func(_, address string, _ syscall.RawConn) error {
		to, err := netip.ParseAddrPort(address)
		if err != nil || !public(to.Addr()) {
			return errPrivate
		}
		return nil
	}}
	t.DialContext = dialer.DialContext
	return t
}

// Ranges that netip does not class and that are no place of the public Internet, by
// IANA's registries of special-purpose addresses.
var special = []netip.Prefix{
	netip.MustParsePrefix("0.0.0.0/8"), netip.MustParsePrefix("100.64.0.0/10"), netip.MustParsePrefix("192.0.0.0/24"),
	netip.MustParsePrefix("192.0.2.0/24"), netip.MustParsePrefix("198.18.0.0/15"), netip.MustParsePrefix("198.51.100.0/24"),
	netip.MustParsePrefix("203.0.113.0/24"), netip.MustParsePrefix("240.0.0.0/4"), netip.MustParsePrefix("64:ff9b::/96"),
	netip.MustParsePrefix("64:ff9b:1::/48"), netip.MustParsePrefix("100::/64"), netip.MustParsePrefix("2001::/23"),
	netip.MustParsePrefix("2001:db8::/32"), netip.MustParsePrefix("2002::/16"),
	// Given up, and routed here and there all the same: site-local (RFC 3879), and IPv4 within
	// IPv6 (RFC 4291, 2.5.5.1).
	netip.MustParsePrefix("fec0::/10"), netip.MustParsePrefix("::/96"),
}

func public(a netip.Addr) bool {
	a = a.Unmap()
	if !a.IsGlobalUnicast() || a.IsPrivate() || a.IsLoopback() || a.IsLinkLocalUnicast() {
		return false
	}
	for _, range_ := range special {
		if range_.Contains(a) {
			return false
		}
	}
	return true
}
