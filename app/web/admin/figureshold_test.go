package admin_test

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/stretchr/testify/require"
)

// hold holds every number of an answer against what SQL found; what follows from these is
// worked out again. A figure that was not found is 0.
func (c crowd) hold(path string, answer map[string]any, want map[string]float64) {
	c.Helper()
	got := map[string]float64{}
	flatten("", answer, got)
	var wrong []string
	for name, figure := range got {
		if !follows(name) && math.Abs(figure-want[name]) > 0.051 {
			wrong = append(wrong, fmt.Sprintf("%s is %v, and not %v", name, figure, want[name]))
		}
	}
	for name, figure := range want {
		if _, told := got[name]; !told && figure != 0 {
			wrong = append(wrong, fmt.Sprintf("%s of %v is not told", name, figure))
		}
	}
	wrong = append(wrong, worked("", answer, got)...)
	slices.Sort(wrong)
	require.Empty(c, wrong[:min(len(wrong), 20)], path)
}

// follows reports whether a figure is no count of anything.
func follows(name string) bool {
	last := name[strings.LastIndex(name, "/")+1:]
	return slices.Contains([]string{"percent", "low", "high", "average", "median", "score", "below", "out"}, last) || last == "of" && !strings.HasSuffix(name, "answered/of") || strings.Contains(name, "/rates/")
}

// flatten names every number by where it stands; what stands in a list by what it is of.
func flatten(at string, value any, into map[string]float64) {
	switch v := value.(type) {
	case map[string]any:
		for key, one := range v {
			flatten(strings.TrimPrefix(at+"/"+key, "/"), one, into)
		}
	case []any:
		for n, one := range v {
			flatten(at+"/"+nameOf(one, n), one, into)
		}
	case float64:
		if !strings.HasSuffix(at, "/version") {
			into[at] = v
		}
	case string:
		if n, err := strconv.ParseFloat(v, 64); err == nil && (strings.HasSuffix(at, "/revenue") || strings.HasSuffix(at, "/average")) {
			into[at] = n
		}
	}
}

func nameOf(one any, n int) string {
	of, is := one.(map[string]any)
	if !is {
		return strconv.Itoa(n)
	}
	if value, is := of["value"]; is {
		return fmt.Sprintf("[%v]", value)
	}
	if survey, is := of["survey"].(map[string]any); is {
		return fmt.Sprintf("%v.%v", survey["id"], of["version"])
	}
	for _, key := range []string{"key", "version", "currency", "surface", "day", "from", "name"} {
		if name, is := of[key]; is {
			return fmt.Sprint(name)
		}
	}
	return strconv.Itoa(n)
}

// worked works out what follows from counts: shares of the right whole, intervals,
// averages, scores and rates, and what is said to be of too few.
func worked(at string, value any, got map[string]float64) (wrong []string) {
	differs := func(name string, want float64) {
		if math.Abs(got[strings.TrimPrefix(name, "/")]-want) > 0.0501 {
			wrong = append(wrong, fmt.Sprintf("%s is %v, and not %v", name, got[strings.TrimPrefix(name, "/")], want))
		}
	}
	switch v := value.(type) {
	case []any:
		for n, one := range v {
			wrong = append(wrong, worked(at+"/"+nameOf(one, n), one, got)...)
		}
	case map[string]any:
		for key, one := range v {
			wrong = append(wrong, worked(at+"/"+key, one, got)...)
		}
		n, hasN := v["n"].(float64)
		of, hasOf := v["of"].(float64)
		few := n
		switch {
		case hasN && hasOf: // a share, and Wilson's interval: where |share − p| is 1.96 standard errors of p
			few = of
			share, low, high := n/max(of, 1), 0.0, 1.0
			if of > 0 {
				low, high = bound(share, of, 0), bound(share, of, 1)
			}
			differs(at+"/percent", 100*share)
			differs(at+"/low", 100*low)
			differs(at+"/high", 100*high)
			if strings.Contains(at, "/values/") {
				differs(at+"/of", got[strings.TrimPrefix(at[:strings.Index(at, "/values/")]+"/n", "/")])
			}
		case v["promoters"] != nil:
			differs(at+"/score", 100*(v["promoters"].(float64)-v["detractors"].(float64))/max(n, 1))
			if n > 0 && !(v["low"].(float64) <= v["score"].(float64) && v["score"].(float64) <= v["high"].(float64) && v["low"].(float64) < v["high"].(float64)) {
				wrong = append(wrong, at+" lies outside of its interval")
			}
		case v["out"] != nil: // a rate: 30 stands for one that is not told, and so of no few
			if few = 30; v["percent"] != nil {
				few = v["out"].(float64)
			}
		case v["currency"] != nil:
			few = v["orders"].(float64)
			differs(at+"/average", got[strings.TrimPrefix(at+"/revenue", "/")]/max(few, 1))
		}
		if small, is := v["small"].(bool); is && small != (few < 30) {
			wrong = append(wrong, fmt.Sprintf("%s of %v is small: %v", at, few, small))
		}
		if rates, is := v["rates"].(map[string]any); is {
			wrong = append(wrong, reached(at, v, rates)...)
		}
	}
	return wrong
}

// bound finds by halving where an interval ends, between a share and 0 or 1.
func bound(share, of, toward float64) float64 {
	near, far := share, toward
	for range 60 {
		p := (near + far) / 2
		if math.Abs(share-p) <= 1.959964*math.Sqrt(p*(1-p)/of) {
			near = p
		} else {
			far = p
		}
	}
	return near
}

// reached holds a surface's rates against its counts.
func reached(at string, surface, rates map[string]any) (wrong []string) {
	count := func(key string) float64 { n, _ := surface[key].(float64); return n }
	begun, whole := "started", surface["shown"] != nil
	if surface["surface"] == "link" {
		begun = "shown"
	}
	for key, out := range map[string]string{"shown": "orders", "started": "shown", "answered": begun, "completed": "answered"} {
		rate := rates[key].(map[string]any)
		if of := rate["of"].(float64); of != count(key) {
			wrong = append(wrong, fmt.Sprintf("%s/rates/%s is of %v", at, key, of))
		}
		of := rate["out"].(float64)
		if (whole || key == "completed") && of != count(out) {
			wrong = append(wrong, fmt.Sprintf("%s/rates/%s is out of %v", at, key, of))
		}
		if percent, told := rate["percent"].(float64); told == (cmp.Or(rate["why"], any("")) != "") || told && math.Abs(percent-100*count(key)/of) > 0.0501 {
			wrong = append(wrong, fmt.Sprintf("%s/rates/%s is %v", at, key, rate))
		} else if told && (math.Abs(rate["low"].(float64)-100*bound(count(key)/of, of, 0)) > 0.0501 || math.Abs(rate["high"].(float64)-100*bound(count(key)/of, of, 1)) > 0.0501) {
			wrong = append(wrong, fmt.Sprintf("%s/rates/%s is most likely %v", at, key, rate))
		}
	}
	return wrong
}
