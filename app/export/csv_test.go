package export

import (
	"encoding/csv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestNoSpreadsheetTakesACellForAFormulaWhereverItSplits(t *testing.T) {
	t.Parallel()
	for said, want := range map[string]string{
		"=1+1": "'=1+1", "-2": "'-2", "@me": "'@me", "＝1": "'＝1", "\t=1": "'\t'=1",
		"x;=1+1": "x;'=1+1", "a; b; +c": "a; b; '+c", "x;-1": "x;'-1", "two\n@lines": "two\n'@lines", "x; \n=1": "x; \n'=1", "x;;=1;=2": "x;;'=1;'=2",
		"fine ;-)": "fine ;-)", "1-2": "1-2", "a = b": "a = b", "me@example.com": "me@example.com", "": "",
	} {
		require.Equal(t, want, defused(said))
		var file strings.Builder
		require.NoError(t, writeCSV(&file, [][]string{{"first", defused(said), "last"}}))
		split := csv.NewReader(strings.NewReader(file.String()))
		split.Comma, split.LazyQuotes, split.FieldsPerRecord = ';', true, -1
		rows, err := split.ReadAll()
		require.NoError(t, err)
		for _, row := range rows {
			for _, cell := range row {
				require.NotRegexp(t, `^\s*([=+@＝＋－＠]|-[\pL\pN(])`, cell, said)
			}
		}
	}
}
