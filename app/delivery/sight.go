package delivery

import (
	"context"
	"maps"
	"slices"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
)

// Sight is what a destination holds of one person once all is delivered, of what is
// ours, and what of it is still to be sent.
type Sight struct {
	Person     app.ProfileID
	Unknown    string // why the destination cannot be told about her; "" when it can
	Subject    integrations.Subject
	Properties []integrations.Property
	Tags       []string
	Lists      []string
	Consents   []integrations.Consent
	Events     []integrations.Event // those that are to be told
	Withheld   []app.Refusal        // answers that may not go there, and why
	Change     integrations.Change  // what would be sent now
}

// Look is what would be at a destination of one person by a mapping that need not be
// saved; nil is the one that is. As Weigh it is worked out by what delivers her, and
// nothing is sent or written down. Errors: NotFound; Invalid where the destination
// cannot be connected to; Unavailable.
func (d *Deliverer) Look(ctx context.Context, shop app.ShopID, to app.DestinationID, mapping *app.Mapping, person app.ProfileID) (Sight, error) {
	w, p, err := d.rehearse(ctx, shop, to, app.Draft{Mapping: mapping}, []app.ProfileID{person})
	if err != nil {
		return Sight{}, err
	}
	steps, _, err := w.steps(ctx, p)
	if err != nil {
		return Sight{}, err
	}
	sight := Sight{Person: person, Unknown: p.tasks[0].dropped}
	for _, key := range slices.Sorted(maps.Keys(p.withheld.refused[person])) {
		sight.Withheld = append(sight.Withheld, p.withheld.refused[person][key])
	}
	if wish := p.of(person); wish != nil {
		sight.see(wish)
	}
	for _, s := range steps {
		sight.Change, sight.Events = s.change, s.change.Events
	}
	return sight, nil
}

func (s *Sight) see(w *wish) {
	s.Subject = w.subject
	for _, key := range slices.Sorted(maps.Keys(w.properties)) {
		s.Properties = append(s.Properties, w.properties[key])
	}
	s.Tags, s.Lists = slices.Sorted(maps.Keys(w.tags)), slices.Sorted(maps.Keys(w.lists))
	for _, channel := range slices.Sorted(maps.Keys(w.consents)) {
		s.Consents = append(s.Consents, w.consents[channel])
	}
}
