package reward

import "crypto/rand"

// alphabet has no two letters that look alike, on paper or aloud, and no vowels,
// which make words. A code of twelve has 52 bits: too many to guess one.
const alphabet = "34679CDFHJKMNPRTVWXY"

const codeLength, codeGroup = 12, 4

// NewCode makes a code nobody can guess, "SPRING-3CDF-HJKM-NPRT".
func NewCode(prefix string) string {
	code := make([]byte, 0, len(prefix)+codeLength+codeLength/codeGroup)
	code = append(code, prefix...)
	var raw [64]byte
	for letters := 0; letters < codeLength; {
		_, _ = rand.Read(raw[:]) // never fails
		for _, b := range raw {
			// Above this, some letters would come up more often than others.
			if letters == codeLength || int(b) >= 256/len(alphabet)*len(alphabet) {
				continue
			}
			if letters%codeGroup == 0 && len(code) > 0 {
				code = append(code, '-')
			}
			code = append(code, alphabet[int(b)%len(alphabet)])
			letters++
		}
	}
	return string(code)
}
