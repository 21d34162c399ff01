package insight

import "math"

// Small is the least of which any figure is told without a warning: of fewer, an interval
// is wider than seventeen points to either side, and "half of them" may well be a third or
// two thirds.
const Small = 30

// ninetyFive are the standard deviations within which 95 of 100 lie.
const ninetyFive = 1.959964

// Share is how many of how many, and the interval that the share lies in with a
// confidence of 95 percent.
type Share struct {
	Of, Out   int
	Low, High float64 // 0 to 1
}

// ShareOf is the share of so many out of so many.
func ShareOf(of, out int) Share {
	low, high := wilson(of, out, ninetyFive)
	return Share{of, out, low, high}
}

// Small reports whether it is of too few to say much.
func (s Share) Small() bool { return s.Out < Small }

// Value is the share itself, 0 of nothing.
func (s Share) Value() float64 {
	if s.Out == 0 {
		return 0
	}
	return float64(s.Of) / float64(s.Out)
}

// wilson is the score interval of a share at so many standard deviations (E. B. Wilson,
// Probable Inference, the Law of Succession, and Statistical Inference, 1927): unlike the
// one taught at school it stays within 0 and 1, and holds for few and for rare. Of nothing
// nothing is known.
func wilson(of, out int, deviations float64) (low, high float64) {
	if out == 0 {
		return 0, 1
	}
	n, z2 := float64(out), deviations*deviations
	p := float64(of) / n
	middle, reach := p+z2/(2*n), deviations*math.Sqrt(p*(1-p)/n+z2/(4*n*n))
	return max(0, (middle-reach)/(1+z2/n)), min(1, (middle+reach)/(1+z2/n))
}

// Score is a net promoter score, from −100 to 100.
type Score struct {
	Value      float64
	Low, High  float64 // with a confidence of 95 percent
	Promoters  int     // who said 9 or 10
	Detractors int     // who said 0 to 6
	N          int
}

// score is the promoter score of answers by value (F. Reichheld, The One Number You Need
// to Grow, 2003): a difference between two shares of one sample, whose variance is
// p + d − (p − d)² over n. Its interval is the adjusted one of D. G. Bonett and R. M. Price
// (Adjusted Wald Confidence Interval for a Difference of Binomial Proportions Based on
// Paired Data, 2012): with one more promoter and one more detractor than there were, so
// that few answers, or none but passives, are not taken for certainty.
func score(values map[string]int) Score {
	var s Score
	for value, n := range values {
		s.N += n
		switch value {
		case "9", "10":
			s.Promoters += n
		case "7", "8":
		default:
			s.Detractors += n
		}
	}
	if s.N == 0 {
		return s
	}
	s.Value = 100 * float64(s.Promoters-s.Detractors) / float64(s.N)
	n := float64(s.N) + 2
	p, d := float64(s.Promoters+1)/n, float64(s.Detractors+1)/n
	reach := ninetyFive * math.Sqrt((p+d-(p-d)*(p-d))/n)
	s.Low, s.High = max(-100, 100*(p-d-reach)), min(100, 100*(p-d+reach))
	return s
}
