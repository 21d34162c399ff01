package main

import (
	"fmt"
	"strings"
)

// verdict is one contest's line in the results.
func (c *contest) verdict() (row []string, met bool) {
	if c.incomparable != nil {
		return []string{c.work.name, c.engine.name, "not comparable", "", "", ""}, false
	}
	cpu := spreadOver(c.pairs, pair.cpuRatio)
	met = cpu.median >= c.work.budget
	word := "met"
	if !met {
		word = "missed"
	}
	return []string{
		c.work.name, c.engine.name, cpu.String(), fmt.Sprintf("≥ %.1f", c.work.budget), word,
		spreadOver(c.pairs, pair.rateRatio).String(),
	}, met
}

// table is the results in Markdown, ratios only: absolute numbers belong to the
// machine they were measured on.
func table(contests []*contest) string {
	var b strings.Builder
	b.WriteString("| request | database | CPU per request, floor ÷ ours | budget | | requests per second, ours ÷ floor |\n|---|---|---|---|---|---|\n")
	for _, c := range contests {
		row, _ := c.verdict()
		b.WriteString("| " + strings.Join(row, " | ") + " |\n")
	}
	return b.String()
}

// results is the text of RESULTS.md.
func (b *bench) results(contests []*contest) string {
	return fmt.Sprintf(`# What accepting costs

Written by %[1]smake bench%[1]s. Median of the per-round ratios, worst and best round in brackets; %d rounds of %s, the order turned every round, %d connections, a fresh database and a fresh process for every run.

%s
- **webhook**: a signed orders/create of 1.9 KB with an id not seen before: signature, inbox row, durable, 200.
- **answer**: four answers of a customer not seen before, with a session token: response with its answers, profile, delivery and a due lane, durable, 201.
- **floor**: plain net/http, the signature or the JSON checked, one row and one job row, one writer committing groups of at most 256, on the same database with the same durability.
- A subject counts only after it was killed under load, started again, and held everything it had acknowledged exactly once.
- CPU is that of the server's processes and of its PostgreSQL; 1.00 is as lean as the floor, 0.50 costs twice as much.
`, "`", b.rounds, b.window, connections, table(contests))
}
