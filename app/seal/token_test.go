package seal_test

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app/seal"
)

func tokens(t *testing.T, purpose string, keys ...string) *seal.Tokens {
	t.Helper()
	ring, err := seal.NewRing(keys)
	require.NoError(t, err)
	made, err := ring.Tokens(purpose)
	require.NoError(t, err)
	return made
}

func TestATokenSaysNothingAndIsAlwaysTheSame(t *testing.T) {
	t.Parallel()
	made := tokens(t, "answer", newKey(1))
	token := made.Make([]byte("demo-shop"))
	require.Equal(t, token, tokens(t, "answer", newKey(1)).Make([]byte("demo-shop")))
	require.NotEqual(t, token, made.Make([]byte("demo-shoq")))
	require.Regexp(t, `^[A-Za-z0-9_-]{50}$`, token)
	content, err := made.Open(token)
	require.NoError(t, err)
	require.Equal(t, "demo-shop", string(content))
}

func TestATokenOfOnePurposeDoesNotOpenForAnother(t *testing.T) {
	t.Parallel()
	token := tokens(t, "answer", newKey(1)).Make([]byte("x"))
	_, err := tokens(t, "preferences", newKey(1)).Open(token)
	require.ErrorIs(t, err, seal.ErrForged)
}

func TestATokenOutlivesTheRotationOfKeys(t *testing.T) {
	t.Parallel()
	before, after := tokens(t, "answer", newKey(1)), tokens(t, "answer", newKey(2), newKey(1))
	content, err := after.Open(before.Make([]byte("x")))
	require.NoError(t, err)
	require.Equal(t, "x", string(content))
	_, err = before.Open(after.Make([]byte("x")))
	require.ErrorIs(t, err, seal.ErrForged)
	_, err = tokens(t, "answer", newKey(2)).Open(before.Make([]byte("x")))
	require.ErrorIs(t, err, seal.ErrForged, "nor when its key is gone")
}

func TestNoOtherSpellingOfATokenOpens(t *testing.T) {
	t.Parallel()
	made := tokens(t, "answer", newKey(1))
	token := made.Make([]byte("demo-shop"))
	for i := range token {
		for _, letter := range []byte("AQgw_-9") {
			other := bytes.Clone([]byte(token))
			if other[i] == letter {
				continue
			}
			other[i] = letter
			_, err := made.Open(string(other))
			require.ErrorIs(t, err, seal.ErrForged, "letter %d", i)
		}
	}
	for _, other := range []string{"", "A", token + "=", token + "A", token[:len(token)-1], token + "\n", " " + token} {
		_, err := made.Open(other)
		require.ErrorIs(t, err, seal.ErrForged, "%q", other)
	}
}
