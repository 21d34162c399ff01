package seal_test

import (
	"encoding/base64"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app/seal"
)

func newKey(fill byte) string {
	raw := make([]byte, 32)
	for i := range raw {
		raw[i] = fill
	}
	return base64.StdEncoding.EncodeToString(raw)
}

func TestASealedTextOpensInItsPlaceOnly(t *testing.T) {
	t.Parallel()
	ring, err := seal.NewRing([]string{newKey(1)})
	require.NoError(t, err)
	sealed := ring.Seal("a.myshopify.com/token", "shpat_secret")
	require.NotContains(t, sealed, "secret")
	text, err := ring.Open("a.myshopify.com/token", sealed)
	require.NoError(t, err)
	require.Equal(t, "shpat_secret", text)
	_, err = ring.Open("b.myshopify.com/token", sealed)
	require.Error(t, err)
}

func TestAnOldKeyStillOpensAfterRotation(t *testing.T) {
	t.Parallel()
	before, err := seal.NewRing([]string{newKey(1)})
	require.NoError(t, err)
	after, err := seal.NewRing([]string{newKey(2), newKey(1)})
	require.NoError(t, err)
	text, err := after.Open("p", before.Seal("p", "x"))
	require.NoError(t, err)
	require.Equal(t, "x", text)
	_, err = before.Open("p", after.Seal("p", "x"))
	require.ErrorIs(t, err, seal.ErrNoKey)
}

func TestBadKeysAreRefused(t *testing.T) {
	t.Parallel()
	for _, keys := range [][]string{nil, {""}, {"short"}, {base64.StdEncoding.EncodeToString(make([]byte, 16))}} {
		_, err := seal.NewRing(keys)
		require.Error(t, err)
	}
}
