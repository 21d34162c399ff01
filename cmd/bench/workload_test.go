package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/golang-jwt/jwt/v5"
	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
)

func TestEveryRequestIsWholeAndOfItsOwn(t *testing.T) {
	t.Parallel()
	for _, w := range workloads() {
		seen := map[string]bool{}
		for n := uint64(1); n <= 200; n++ {
			r, err := http.ReadRequest(bufio.NewReader(bytes.NewReader(w.request(nil, n))))
			require.NoError(t, err)
			body, err := io.ReadAll(r.Body)
			require.NoError(t, err)
			require.Len(t, body, int(r.ContentLength))
			require.True(t, json.Valid(body), "%s", body)
			require.False(t, seen[string(body)])
			seen[string(body)] = true
		}
	}
}

func TestTheWebhookIsAsLargeAsRealOnes(t *testing.T) {
	t.Parallel()
	body := template(orderBody)(1)
	require.InDelta(t, 1900, len(body), 100)
	require.NotContains(t, body, "{{")
}

func TestTheAnswerIsASubmissionToTheSurvey(t *testing.T) {
	t.Parallel()
	var document app.Document
	require.NoError(t, json.Unmarshal(surveyDocument, &document))
	var said app.Submission
	require.NoError(t, json.Unmarshal([]byte(template(answerBody)(1)), &said))
	require.Equal(t, document.Handle, said.Survey)
	require.Len(t, said.Answers, 4)
	for key := range said.Answers {
		_, ok := document.Question(key)
		require.True(t, ok, key)
	}
}

func TestTheSessionTokenIsOneShopifyCouldHaveSigned(t *testing.T) {
	t.Parallel()
	head := string(workloads()[1].request(nil, 7))
	_, token, _ := strings.Cut(head, "Bearer ")
	token, _, _ = strings.Cut(token, "\r\n")
	parsed, err := jwt.Parse(token, func(*jwt.Token) (any, error) { return []byte(apiSecret), nil }, jwt.WithValidMethods([]string{"HS256"}), jwt.WithAudience(apiKey))
	require.NoError(t, err)
	subject, err := parsed.Claims.GetSubject()
	require.NoError(t, err)
	_, err = app.ParseCustomerID(subject)
	require.NoError(t, err)
}

func TestIdsAreDistinctUUIDs(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for n := range uint64(10_000) {
		parsed, err := uuid.Parse(id(n))
		require.NoError(t, err)
		require.EqualValues(t, 4, parsed.Version())
		require.False(t, seen[id(n)])
		seen[id(n)] = true
	}
}
