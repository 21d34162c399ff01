package contact

import (
	"strings"
	"unicode/utf8"

	"github.com/nyaruka/phonenumbers"
)

// PhoneLength is the most characters of a phone number, with spaces and brackets.
const PhoneLength = 40

// Phone reads "+46 (0)70-123 45 67" or "0046 70 …" as "+46701234567" (E.164). What
// names no country is of the region, "SE"; where none is known it is nobody's.
// Errors: Invalid.
func Phone(written, region string) (string, error) {
	written = strings.TrimSpace(written)
	if utf8.RuneCountInString(written) > PhoneLength {
		return "", noPhone(region)
	}
	if abroad, dialled := strings.CutPrefix(written, "00"); dialled {
		written = "+" + abroad
	}
	parsed, err := phonenumbers.Parse(written, knownRegion(region))
	if err != nil || !phonenumbers.IsValidNumber(parsed) || parsed.GetExtension() != "" {
		return "", noPhone(region)
	}
	return phonenumbers.Format(parsed, phonenumbers.E164), nil
}

// knownRegion is the region, as far as numbers of it are known.
func knownRegion(region string) string {
	if region = strings.ToUpper(region); phonenumbers.GetSupportedRegions()[region] {
		return region
	}
	return phonenumbers.UNKNOWN_REGION
}

func noPhone(region string) error {
	if knownRegion(region) != phonenumbers.UNKNOWN_REGION {
		return refuse("format", "This is no phone number.")
	}
	return refuse("format", "Write the number with its country code, such as +46 70 123 45 67.")
}
