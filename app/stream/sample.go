package stream

import (
	"github.com/askwell/askwell/app"
)

// sampled reports whether she is in the share of a survey's audience that is asked,
// and if not, why. Who cannot be known again is in no share: she would be in another
// one each time.
func (c *chooser) sampled(d *app.Document) (Reason, bool) {
	if p := d.Sample.Percent; p > 0 && p < 100 {
		if c.Person == "" {
			return Reason{RuleSample, nil, p}, false
		}
		if b := Bucket("sample", d.Handle, c.Person); b >= p {
			return Reason{RuleSample, b, p}, false
		}
	}
	if h := d.Sample.Holdout; h > 0 && c.Person != "" {
		if b := Bucket("holdout", d.Handle, c.Person); b < h {
			return Reason{RuleHoldout, b, h}, false
		}
	}
	return Reason{}, true
}

// Bucket is where a person falls among 100 for a purpose and a survey, always the
// same and without pattern. The blocks reckon it in extensions/shared/sample.ts.
func Bucket(purpose, survey, person string) int {
	h := uint32(2166136261) // FNV-1a
	for _, part := range [...]string{purpose, survey, person} {
		for i := range len(part) {
			h = (h ^ uint32(part[i])) * 16777619
		}
		h *= 16777619 // a zero byte between
	}
	h = (h ^ h>>16) * 0x85ebca6b // murmur3's finish: FNV leaves patterns in the low bits
	h = (h ^ h>>13) * 0xc2b2ae35
	return int((h ^ h>>16) % 100)
}
