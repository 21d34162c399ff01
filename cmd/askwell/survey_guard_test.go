package main

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// faith asks for a consent and then for what needs it.
const faith = `handle: faith
title: Faith
languages: [en]
placements: [theme]
questions:
- key: faith_ok
  type: consent
  prompt: {en: You may ask what I believe.}
  why: {en: To greet you on your holidays.}
  get: {en: A card.}
  use: {en: We send it.}
  purpose: research
  channel: personalisation
- key: faith
  type: text
  prompt: {en: What do you believe?}
  why: {en: To greet you on your holidays.}
  get: {en: A card.}
  use: {en: We send it.}
  if: {"==": [{var: visit.country}, SE]}
  sensitive: true
  purpose: research
  consent: faith_ok
`

func TestAFileWithASensitiveQuestionIsAppliedOnceAndStaysAsItIsWritten(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	path := d.file("faith.yaml", faith)
	require.Equal(t, "faith: version 1\n", d.survey(0, "apply", path))
	require.Contains(t, d.survey(0, "plan", "--exit-code", path), "= faith: nothing to change\n")
	exported := d.survey(0, "export", "faith")
	require.NotContains(t, exported, "answers.faith_ok", "the guard is in what is published")
	require.Contains(t, exported, "channel: personalisation")
	require.Contains(t, exported, "consent: faith_ok")
	require.Contains(t, d.survey(0, "plan", "--exit-code", d.file("again.yaml", exported)), "= faith: nothing to change\n")
}
