package seal_test

import (
	"encoding/base64"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app/seal"
)

func TestASignedTextIsVerifiedWithEveryKeyThereWas(t *testing.T) {
	t.Parallel()
	before, err := seal.NewRing([]string{newKey(1)})
	require.NoError(t, err)
	after, err := seal.NewRing([]string{newKey(2), newKey(1)})
	require.NoError(t, err)
	key, signature := before.PublicKey(), before.Sign([]byte("erased"))
	number, err := after.Verify(key, signature, []byte("erased"))
	require.NoError(t, err)
	require.Equal(t, 2, number)
	key, signature = after.PublicKey(), after.Sign([]byte("erased"))
	_, err = before.Verify(key, signature, []byte("erased"))
	require.ErrorIs(t, err, seal.ErrNoKey)
}

func TestWhatWasChangedSinceItWasSignedIsFound(t *testing.T) {
	t.Parallel()
	ring, err := seal.NewRing([]string{newKey(1)})
	require.NoError(t, err)
	key, signature := ring.PublicKey(), ring.Sign([]byte("erased"))
	_, err = ring.Verify(key, signature, []byte("Erased"))
	require.ErrorIs(t, err, seal.ErrForged)
	for _, bad := range []string{"", "%", base64.StdEncoding.EncodeToString(make([]byte, 64)), signature[:40]} {
		_, err = ring.Verify(key, bad, []byte("erased"))
		require.ErrorIs(t, err, seal.ErrForged)
	}
}

func TestTheSigningKeyIsNotTheKeyThatSeals(t *testing.T) {
	t.Parallel()
	ring, err := seal.NewRing([]string{newKey(1)})
	require.NoError(t, err)
	require.NotEqual(t, newKey(1), ring.PublicKey())
	again, err := seal.NewRing([]string{newKey(1)})
	require.NoError(t, err)
	require.Equal(t, ring.PublicKey(), again.PublicKey(), "it is derived, not made up")
}
