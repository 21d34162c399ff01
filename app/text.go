package app

import (
	"slices"
	"strings"
)

// Text is one text in several languages: BCP 47 tag → words.
type Text map[string]string

// In picks the text for a locale: exact tag, then its language, then the
// fallback language, then nothing.
func (t Text) In(locale, fallback string) string { return t[t.Tag(locale, fallback)] }

// Tag is the language of the text that In picks, the fallback for nothing.
func (t Text) Tag(locale, fallback string) string {
	if t[locale] != "" {
		return locale
	}
	if i := strings.IndexAny(locale, "-_"); i >= 0 && t[locale[:i]] != "" {
		return locale[:i]
	}
	return fallback
}

// rightToLeft are the languages written that way which shops sell in.
var rightToLeft = []string{"ar", "ckb", "dv", "fa", "he", "ku", "ps", "sd", "ug", "ur", "yi"}

// RightToLeft reports whether what is said in a locale is written that way.
func RightToLeft(locale string) bool { return slices.Contains(rightToLeft, Language(locale)) }

// Language is that of a locale, in lower case: "pt" of "pt-BR" and of "pt_BR".
func Language(locale string) string {
	language, _, _ := strings.Cut(strings.ReplaceAll(strings.ToLower(locale), "_", "-"), "-")
	return language
}
