package delivery_test

import (
	"flag"
	"os"
	"testing"
)

// TestMain makes property checks short unless -rapid.checks says otherwise: each
// lives through a shop's life on a real database.
func TestMain(m *testing.M) {
	flag.Parse()
	asked := false
	flag.Visit(func(f *flag.Flag) { asked = asked || f.Name == "rapid.checks" })
	if !asked {
		_ = flag.Set("rapid.checks", "20")
	}
	os.Exit(m.Run())
}
