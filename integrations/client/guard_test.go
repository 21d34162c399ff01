package client_test

import (
	"context"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/net/dns/dnsmessage"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations/client"
)

// loopback is an address of this machine that nothing else listens at.
const loopback = "127.77.7.7"

// listen counts who connects to a port that may be called, where nobody should.
func listen(t *testing.T) (connected *atomic.Int64) {
	t.Helper()
	connected = new(atomic.Int64)
	inside, err := net.Listen("tcp", loopback+":8443")
	require.NoError(t, err)
	t.Cleanup(func() { inside.Close() })
	go func() {
		for {
			conn, err := inside.Accept()
			if err != nil {
				return
			}
			connected.Add(1)
			conn.Close()
		}
	}()
	return connected
}

// leading is a resolver that says where every name leads: the first time it is asked to
// the first address, and so on.
func leading(t *testing.T, to ...string) *net.Resolver {
	t.Helper()
	server, err := net.ListenPacket("udp", "127.0.0.1:0")
	require.NoError(t, err)
	t.Cleanup(func() { server.Close() })
	go func() {
		asked := map[dnsmessage.Type]int{} // A and AAAA, in whichever order
		for buffer := make([]byte, 1500); ; {
			n, from, err := server.ReadFrom(buffer)
			if err != nil {
				return
			}
			var m dnsmessage.Message
			if m.Unpack(buffer[:n]) != nil || len(m.Questions) != 1 {
				continue
			}
			kind := m.Questions[0].Type
			answer(&m, netip.MustParseAddr(to[min(asked[kind], len(to)-1)]))
			asked[kind]++
			packed, _ := m.Pack()
			_, _ = server.WriteTo(packed, from)
		}
	}()
	return &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, "udp", server.LocalAddr().String())
	}}
}

func answer(m *dnsmessage.Message, to netip.Addr) {
	q := m.Questions[0]
	m.Response, m.RCode, m.Answers, m.Additionals = true, dnsmessage.RCodeSuccess, nil, nil
	header := dnsmessage.ResourceHeader{Name: q.Name, Type: q.Type, Class: q.Class}
	switch {
	case q.Type == dnsmessage.TypeA && to.Is4():
		m.Answers = append(m.Answers, dnsmessage.Resource{Header: header, Body: &dnsmessage.AResource{A: to.As4()}})
	case q.Type == dnsmessage.TypeAAAA && to.Is6():
		m.Answers = append(m.Answers, dnsmessage.Resource{Header: header, Body: &dnsmessage.AAAAResource{AAAA: to.As16()}})
	}
}

func TestAnAddressThatMustNotBeCalledIsRefusedWhenItIsFilledIn(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"https://127.0.0.1/", "https://[::1]/", "https://[::ffff:127.0.0.1]/", "https://0x7f.1/", "https://0x7f000001/", "https://2130706433/", "https://127.1/",
		"https://0177.0.0.1/", "https://127.0.0.1./", "https://169.254.169.254/latest/meta-data/", "https://10.1.2.3/", "https://192.168.0.1/", "https://172.16.0.1/",
		"https://100.64.0.1/", "https://0.0.0.0/", "https://[::]/", "https://[fc00::1]/", "https://[fe80::1%25eth0]/", "https://[fe80::1]/", "https://224.0.0.1/",
		"https://[64:ff9b::7f00:1]/", "https://[2002:7f00:1::]/", "https://255.255.255.255/", "https://198.18.0.1/",
		"https://localhost/", "https://a.localhost/", "https://LOCALHOST./", "https://printer.local/", "https://metadata.google.internal/", "https://intranet/",
		"https://nas.home.arpa/", "https://hooks.example.com:22/", "https://hooks.example.com:80/", "https://hooks.example.com:25/", "https://hooks.example.com:0/",
		"http://hooks.example.com/", "ftp://hooks.example.com/", "//hooks.example.com/", "hooks.example.com", "https://", "https:hooks.example.com", "https:///in",
		"https://ada@hooks.example.com/", "https://ada:pw@hooks.example.com/", "https://hooks..example.com/", "https://hooks.example.com\n/", "",
		"https://hooks.example.com/" + strings.Repeat("a", 2048), "javascript:alert(1)", "https://127。0。0。1/",
	} {
		_, err := client.Address(text)
		require.True(t, app.Is(err, app.Invalid), text)
		for _, told := range []string{"127", "169", "10.1", "fc00", "metadata", "intranet"} {
			require.NotContains(t, err.Error(), told, text)
		}
	}
	for text, want := range map[string]string{
		"https://hooks.example.com/in?key=1#top": "https://hooks.example.com/in?key=1",
		"https://HOOKS.example.com:8443/":        "https://HOOKS.example.com:8443/",
		"https://8.8.8.8/":                       "https://8.8.8.8/",
		"https://[2606:4700::1111]:443/":         "https://[2606:4700::1111]:443/",
		"https://smørbrød.example.com/":          "https://sm%C3%B8rbr%C3%B8d.example.com/",
	} {
		at, err := client.Address(text)
		require.NoError(t, err, text)
		require.Equal(t, want, at.String())
	}
}

func TestNothingPrivateIsConnectedToWhereverANameLeads(t *testing.T) {
	t.Parallel()
	connected := listen(t)
	canary, err := net.Dial("tcp", loopback+":8443")
	require.NoError(t, err, "somebody listens")
	canary.Close()
	require.Eventually(t, func() bool { return connected.Load() == 1 }, soon, tick)

	for _, to := range []string{
		loopback, "::1", "::ffff:" + loopback, "169.254.169.254", "10.0.0.1", "192.168.1.1", "fc00::1", "fe80::1", "0.0.0.0", "100.64.0.1", "::", "64:ff9b::7f4d:707", "fec0::1", "::127.0.0.1", "::8.8.8.8",
	} {
		_, err := client.New(client.Config{}).Resolve(leading(t, to)).Do(t.Context(), client.Request{Method: http.MethodGet, URL: "https://hooks.example.com:8443/"})
		require.True(t, app.Is(err, app.Invalid), "%s: %v", to, err)
		require.NotContains(t, err.Error(), to)
		require.NotContains(t, err.Error(), "hooks")
	}
	for _, text := range []string{"https://" + loopback + ":8443/", "https://[::ffff:" + loopback + "]:8443/", "https://0x7f.0x4d0707:8443/"} {
		_, err := client.New(client.Config{}).Do(t.Context(), client.Request{Method: http.MethodGet, URL: text})
		require.True(t, app.Is(err, app.Invalid), text)
	}
	require.EqualValues(t, 1, connected.Load())
}

// A name that led to a public address when it was filled in, and leads inside when it is
// called: the address that is dialled counts.
func TestANameThatLeadsElsewhereTheSecondTimeIsLookedAtAgain(t *testing.T) {
	t.Parallel()
	by := leading(t, "8.8.8.8", "10.0.0.1")
	found, err := by.LookupNetIP(t.Context(), "ip", "hooks.example.com")
	require.NoError(t, err)
	require.Equal(t, "8.8.8.8", found[0].String())
	_, err = client.New(client.Config{}).Resolve(by).Do(t.Context(), client.Request{Method: http.MethodGet, URL: "https://hooks.example.com:8443/"})
	require.True(t, app.Is(err, app.Invalid), "%v", err)
}
