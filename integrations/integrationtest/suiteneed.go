package integrationtest

import "github.com/askwell/askwell/integrations"

// need is what a proof asks of a destination. Whether it is there is for the Spec and the
// connection's interfaces to say, or for the target where the vendor has no such thing.
type need struct {
	without string
	of      func(Target, integrations.Conn) bool
}

func needs(of ...need) []need { return of }

func ofSpec(without string, has func(integrations.Spec) bool) need {
	return need{without, func(t Target, _ integrations.Conn) bool { return has(t.Provider.Spec()) }}
}

func is[T any](without string) need {
	return need{without, func(_ Target, conn integrations.Conn) bool {
		_, ok := conn.(T)
		return ok
	}}
}

// whole reports whether a destination has no mapping and takes answers as they are: as
// properties, and as tags.
func whole(s integrations.Spec) bool {
	return !s.Stateless && !s.ByEmail && !s.Properties && !s.Tags && !s.Lists
}

func takesProperties(s integrations.Spec) bool { return s.Properties || whole(s) }

func takesTags(s integrations.Spec) bool { return s.Tags || whole(s) }

var (
	stateful    = ofSpec("it takes events alone", func(s integrations.Spec) bool { return !s.Stateless })
	properties  = ofSpec("it takes no properties", takesProperties)
	types       = ofSpec("its properties have the types of answers", func(s integrations.Spec) bool { return len(s.Types) > 0 })
	tags        = ofSpec("it has no tags", takesTags)
	lists       = ofSpec("it has no lists", func(s integrations.Spec) bool { return s.Lists })
	byEmail     = ofSpec("it knows Shopify's customers", func(s integrations.Spec) bool { return s.ByEmail })
	orders      = ofSpec("it has no orders", func(s integrations.Spec) bool { return s.Orders })
	events      = ofSpec("it takes no events", func(s integrations.Spec) bool { return s.Events })
	consents    = ofSpec("it keeps no consent", func(s integrations.Spec) bool { return len(s.Consents) > 0 })
	erases      = is[integrations.Eraser]("it cannot be told to forget")
	catalogued  = is[integrations.Cataloguer]("it cannot tell what is there")
	prepared    = is[integrations.Preparer]("nothing has to be made first")
	readable    = is[integrations.ReadBacker]("it cannot be read back")
	bulk        = is[integrations.Bulker]("it takes no bulk jobs")
	counted     = need{"its bulk jobs cannot be counted", func(t Target, _ integrations.Conn) bool { return t.Jobs != nil && t.Restart != nil }}
	spoiled     = need{"no part of a change is refused by itself", func(t Target, _ integrations.Conn) bool { return t.Spoil != nil }}
	saidThere   = need{"nobody speaks to it but us", func(t Target, _ integrations.Conn) bool { return t.Say != nil }}
	automations = need{"it cannot be told that something is old news", func(t Target, _ integrations.Conn) bool { return t.Automates }}
)
