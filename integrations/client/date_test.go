package client_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/integrations/client"
)

func TestADateIsReadAsVendorsWriteIt(t *testing.T) {
	t.Parallel()
	noon := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	for date, before := range map[string]bool{
		"2026-11-22T11:59:59Z": true, "2026-11-22T12:00:01Z": false, "2026-11-22T12:30:00+01:00": true, "2026-11-22T11:59:59.123456": true,
		"2026-11-22T12:00:00.5": false, "": false, "yesterday": false,
	} {
		require.Equal(t, before, client.Before(date, noon), date)
	}
}
