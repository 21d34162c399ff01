package insight

import (
	"math"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"
)

func scored(promoters, passives, detractors int) Score {
	return score(map[string]int{"9": promoters, "7": passives, "3": detractors})
}

// What one person says, or nobody but passives, says little of the others.
func TestAPromoterScoreOfFewIsNoCertainty(t *testing.T) {
	t.Parallel()
	for _, one := range []Score{scored(1, 0, 0), scored(0, 1, 0), scored(0, 0, 1)} {
		require.Greater(t, one.High-one.Low, 100.0, "%+v", one)
	}
	passive := scored(0, 30, 0)
	require.Zero(t, passive.Value)
	require.InDelta(t, -8.7, passive.Low, 0.05)
	require.InDelta(t, 8.7, passive.High, 0.05)
	require.Equal(t, Score{}, score(nil))
	for promoters := range 25 {
		for passives := range 25 {
			for detractors := range 25 {
				s := scored(promoters, passives, detractors)
				if s.N > 0 {
					require.True(t, -100 <= s.Low && s.Low <= s.Value && s.Value <= s.High && s.High <= 100 && s.Low < s.High, "%+v", s)
				}
			}
		}
	}
}

// Of all the samples there can be, nearly 95 in 100 have an interval that the true score
// lies in, also where few are asked and where hardly anybody is a detractor.
func TestTheIntervalOfAPromoterScoreHoldsTheTrueOne(t *testing.T) {
	t.Parallel()
	for _, n := range []int{1, 2, 5, 10, 30, 60} {
		for _, truly := range [][2]float64{{0.5, 0.2}, {0.3, 0.3}, {0.9, 0.05}, {0.05, 0.05}, {0.2, 0.7}, {0.6, 0.01}} {
			holds := 0.0
			for promoters := 0; promoters <= n; promoters++ {
				for detractors := 0; promoters+detractors <= n; detractors++ {
					s := scored(promoters, n-promoters-detractors, detractors)
					if at := 100 * (truly[0] - truly[1]); s.Low <= at && at <= s.High {
						holds += chance(n, promoters, detractors, truly[0], truly[1])
					}
				}
			}
			require.Greater(t, holds, 0.92, strconv.Itoa(n)+" of %v", truly)
		}
	}
}

// chance is how likely a sample is.
func chance(n, promoters, detractors int, p, d float64) float64 {
	passives := n - promoters - detractors
	ways, _ := math.Lgamma(float64(n + 1))
	for _, k := range []int{promoters, passives, detractors} {
		of, _ := math.Lgamma(float64(k + 1))
		ways -= of
	}
	return math.Exp(ways + float64(promoters)*math.Log(p) + float64(detractors)*math.Log(d) + float64(passives)*math.Log(1-p-d))
}
