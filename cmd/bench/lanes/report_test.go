package lanes_test

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// report is a table of a full run, kept beside the code: ratios and counts only, what a
// machine's speed is not in.
type report struct {
	file, text string
	head       []string
	rows       [][]string
}

// keep writes the table down when the run was a full one and nothing failed.
func (r *report) keep(t *testing.T) {
	if !*full || t.Failed() {
		return
	}
	lines := []string{r.text, "", row(r.head), row(strings.Split(strings.Repeat("---,", len(r.head)-1)+"---", ","))}
	for _, one := range r.rows {
		lines = append(lines, row(one))
	}
	require.NoError(t, os.WriteFile(r.file, []byte(strings.Join(lines, "\n")+"\n"), 0o600))
}

func row(cells []string) string { return "| " + strings.Join(cells, " | ") + " |" }
