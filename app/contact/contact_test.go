package contact_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/contact"
)

// written is what somebody may write, and its normal form: "" where it is none.
type written struct{ text, region, normal string }

func TestOneAddressHasOneForm(t *testing.T) {
	t.Parallel()
	for _, one := range []written{
		{text: "ada@example.com", normal: "ada@example.com"},
		{text: "\t Ada.Lovelace@EXAMPLE.com\n", normal: "ada.lovelace@example.com"},
		{text: "ada@BÜCHER.example", normal: "ada@xn--bcher-kva.example"},
		{text: "ada@xn--bcher-kva.example", normal: "ada@xn--bcher-kva.example"},
		{text: "ada@bu\u0308cher.example", normal: "ada@xn--bcher-kva.example"}, // composed of two
		{text: "ada@例え。テスト", normal: "ada@xn--r8jz45g.xn--zckzah"},
		{text: "ada@straße.example", normal: "ada@xn--strae-oqa.example"},
		{text: "ada+shop@example.com", normal: "ada+shop@example.com"}, // another mailbox, as far as we know
		{text: "\u212Aate@example.com"},                                // the Kelvin sign is no K
		{text: "ada\u200b@example.com"},
		{text: "ada@exam\x00ple.com"},
		{text: "ada@example.com."},
		{text: "ada@a@example.com"},
		{text: "\xff@example.com"},
		{text: "ada@\xff.com"},
		{text: ""},
		{text: strings.Repeat("a", 65) + "@example.com"},
		{text: "ada@" + strings.Repeat("ü.", 1_000_000) + "com"},
	} {
		check(t, app.IdentityEmail, one)
	}
}

func TestOneNumberHasOneForm(t *testing.T) {
	t.Parallel()
	for _, one := range []written{
		{text: "+46 (0)70-123 45 67", normal: "+46701234567"},
		{text: "0046701234567", region: "US", normal: "+46701234567"},
		{text: "070-123 45 67", region: "SE", normal: "+46701234567"},
		{text: "070-123 45 67", region: "se", normal: "+46701234567"},
		{text: "(212) 555-0123", region: "US", normal: "+12125550123"},
		{text: "06 698 12345", region: "IT", normal: "+390669812345"},
		{text: "070-123 45 67"},
		{text: "070-123 45 67", region: "nowhere"},
		{text: "070-123 45 67 ext. 5", region: "SE"},
		{text: "112", region: "SE"},
		{text: "", region: "SE"},
		{text: "\x00", region: "SE"},
		{text: "\xff\xfe", region: "SE"},
		{text: strings.Repeat("+4", 1_000_000), region: "SE"},
	} {
		check(t, app.IdentityPhone, one)
	}
}

func TestOneCardHasOneForm(t *testing.T) {
	t.Parallel()
	for _, one := range []written{
		{text: " ab-12 34 ", normal: "AB1234"},
		{text: "9752 1234 5678 9012", normal: "9752123456789012"},
		{text: "0042", normal: "0042"}, // zeros count
		{text: "club/17.a_b", normal: "CLUB/17.A_B"},
		{text: "- -"},
		{text: ""},
		{text: "kort 12å"},
		{text: "a@b"},
		{text: "1\x002"},
		{text: "\xff"},
		{text: strings.Repeat("9", 65)},
	} {
		check(t, app.IdentityLoyalty, one)
	}
}

func check(t *testing.T, kind app.IdentityKind, one written) {
	t.Helper()
	got, err := contact.Normal(kind, one.text, one.region)
	require.Equal(t, one.normal, got, "%.80q", one.text)
	if one.normal == "" {
		require.True(t, app.Is(err, app.Invalid), "%.80q", one.text)
		return
	}
	require.NoError(t, err, "%q", one.text)
}

func TestAKindNobodyKnowsIsRefused(t *testing.T) {
	t.Parallel()
	_, err := contact.Normal("passport", "X1", "")
	require.True(t, app.Is(err, app.Invalid))
}

func TestAMaskTellsApartAndNoMore(t *testing.T) {
	t.Parallel()
	require.Equal(t, "a***@example.com", contact.Mask(app.IdentityEmail, "ada.lovelace@example.com"))
	require.Equal(t, "+46***67", contact.Mask(app.IdentityPhone, "+46701234567"))
	require.Equal(t, "***", contact.Mask(app.IdentityPhone, "+1234567"))
	require.Equal(t, "***9012", contact.Mask(app.IdentityLoyalty, "9752123456789012"))
	require.Equal(t, "***", contact.Mask(app.IdentityLoyalty, "AB1234"))
	require.Equal(t, "***@", contact.Mask(app.IdentityEmail, ""))
}

func FuzzNormal(f *testing.F) {
	for _, seed := range []string{"Ada@Bücher.Example", "+46 (0)70-123 45 67", "070-123 45 67", "ab-12 34", "0046", "a@b.c", "ada@例え。テスト", "@", "\u212A"} {
		f.Add(seed, "SE")
		f.Add(seed, "")
	}
	f.Add("ada@xn--a.com", "IT")
	f.Fuzz(func(t *testing.T, text, region string) {
		for _, kind := range []app.IdentityKind{app.IdentityEmail, app.IdentityPhone, app.IdentityLoyalty} {
			normal, err := contact.Normal(kind, text, region)
			if err != nil {
				require.True(t, app.Is(err, app.Invalid))
				require.Empty(t, normal)
				continue
			}
			for _, anywhere := range []string{region, "", "US"} {
				again, err := contact.Normal(kind, normal, anywhere)
				require.NoError(t, err, normal)
				require.Equal(t, normal, again)
			}
			require.LessOrEqual(t, len(normal), contact.EmailLength)
			require.NotEqual(t, normal, contact.Mask(kind, normal))
		}
	})
}
