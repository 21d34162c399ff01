package integrationtest

import (
	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/consent"
	"github.com/askwell/askwell/integrations"
)

// Say makes a person say something of a channel at the destination itself.
func (m *Memory) Say(of integrations.Subject, said integrations.Consent) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.subjects[m.nameOf(of)].agree(said)
}

// agree keeps what was said last, and of two at one moment what gives less.
func (s *State) agree(said integrations.Consent) {
	if s.Consents == nil {
		s.Consents = map[app.Channel]integrations.Consent{}
	}
	held, any := s.Consents[said.Channel]
	if !any || !outweighs(held, said) {
		s.Consents[said.Channel] = said
	}
}

func outweighs(a, b integrations.Consent) bool {
	entry := func(id string, c integrations.Consent) app.Consent {
		return app.Consent{ID: id, Channel: c.Channel, State: c.State, ChangedAt: c.At}
	}
	standing := consent.Standing([]app.Consent{entry("a", a), entry("b", b)})
	return standing[consent.Matter{Channel: a.Channel}].ID == "a"
}
