package integrationtest

import (
	"context"
	"maps"
	"slices"
	"sync"
	"time"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
)

// Fault is a way a destination can misbehave.
type Fault string

// The faults.
const (
	Fine      Fault = ""
	Down      Fault = "down"      // nothing is done, nothing is answered
	Lossy     Fault = "lossy"     // it is done, and the answer is lost
	Deaf      Fault = "deaf"      // the same, of writes alone: what is asked is answered
	Busy      Fault = "busy"      // over the rate limit
	Revoked   Fault = "revoked"   // the credentials are dead
	Forbidden Fault = "forbidden" // a permission is missing
	Liar      Fault = "liar"      // it says that it has erased, and has not
)

// Memory is a destination that keeps its subjects in memory: a provider, and its
// one account. The zero value knows nobody. Safe for concurrent use.
type Memory struct {
	Name     string        // the provider's; "memory" when empty
	Batch    int           // 25 when 0
	Consents []app.Channel // whose marketing consent it keeps
	Events   bool          // takes events
	ByEmail  bool          // knows people by their address: then it takes what is mapped, and makes who is not there
	Lists    []string      // ids of the lists it has
	BulkFrom int           // takes bulk jobs of so many people; 0: none

	mu       sync.Mutex
	subjects map[string]*State
	fields   map[string]app.FieldType
	jobs     map[string]*job
	spoiled  map[string]bool
	owners   map[app.OrderID]app.CustomerID
	refused  map[string]bool
	deaf     map[integrations.EventName]bool
	fault    Fault
	calls    int
	erasures int
	hook     func()
}

// Spec describes the provider.
func (m *Memory) Spec() integrations.Spec {
	spec := integrations.Spec{
		Name: m.Name, Title: "Memory", Batch: m.Batch, Properties: m.ByEmail, Tags: m.ByEmail, Lists: m.ByEmail && len(m.Lists) > 0,
		Events: m.Events, Consents: m.Consents, Orders: !m.ByEmail, Known: !m.ByEmail, ByEmail: m.ByEmail, BulkFrom: m.BulkFrom, BulkMost: 100 * m.BulkFrom,
	}
	if m.ByEmail {
		spec.Help = "There is nothing to connect."
		spec.Types = []app.FieldType{app.FieldText, app.FieldNumber, app.FieldBoolean, app.FieldDate, app.FieldBirthday, app.FieldTexts}
	}
	if spec.Name == "" {
		spec.Name = "memory"
	}
	if spec.Batch == 0 {
		spec.Batch = 25
	}
	return spec
}

// Connect connects to the one account.
func (m *Memory) Connect(app.Shop, map[string]string) (integrations.Conn, error) {
	if m.BulkFrom > 0 {
		return bulker{m}, nil
	}
	return m, nil
}

// AddCustomer makes a customer known, with tags of her own.
func (m *Memory) AddCustomer(id app.CustomerID, tags ...string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.add(app.CustomerSubject(id), tags)
}

// AddPerson makes somebody known by her address, with tags of her own.
func (m *Memory) AddPerson(email string, tags ...string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.add(m.nameOf(integrations.Subject{Email: email}), tags)
}

// AddOrder makes an order known, of a customer or of 0.
func (m *Memory) AddOrder(id app.OrderID, of app.CustomerID) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.add(app.OrderSubject(id), nil)
	if m.owners == nil {
		m.owners = map[app.OrderID]app.CustomerID{}
	}
	m.owners[id] = of
}

func (m *Memory) add(name string, tags []string) {
	if m.subjects == nil {
		m.subjects = map[string]*State{}
	}
	m.subjects[name] = &State{Properties: map[string]app.Value{}, Tags: slices.Sorted(slices.Values(tags))}
}

// Refuse makes the destination say no, for good, to every change of a subject.
func (m *Memory) Refuse(subject integrations.Subject, refuse bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.refused == nil {
		m.refused = map[string]bool{}
	}
	m.refused[m.nameOf(subject)] = refuse
}

// Break makes the destination misbehave until it is Fine again.
func (m *Memory) Break(f Fault) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.fault = f
}

// OnApply runs before every Apply, nil for nothing.
func (m *Memory) OnApply(hook func()) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.hook = hook
}

// Calls counts the calls of Apply.
func (m *Memory) Calls() int {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.calls
}

// State is what the destination holds of a subject.
func (m *Memory) State(subject integrations.Subject) State {
	m.mu.Lock()
	defer m.mu.Unlock()
	held := m.subjects[m.nameOf(subject)]
	if held == nil {
		return State{}
	}
	return State{
		Properties: maps.Clone(held.Properties), Tags: slices.Clone(held.Tags), Lists: slices.Clone(held.Lists),
		Consents: maps.Clone(held.Consents), Events: slices.Clone(held.Events), Started: held.Started,
	}
}

func (m *Memory) nameOf(s integrations.Subject) string {
	switch {
	case s.Order != 0:
		return app.OrderSubject(s.Order)
	case m.ByEmail:
		return "email/" + s.Email
	default:
		return app.CustomerSubject(s.Customer)
	}
}

// Check proves that the connection works.
func (m *Memory) Check(ctx context.Context) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.problem(ctx)
}

func (m *Memory) problem(ctx context.Context) error {
	switch {
	case ctx.Err() != nil, m.fault == Down, m.fault == Lossy:
		return app.Errorf(app.Unavailable, "no answer")
	case m.fault == Busy:
		return app.ThrottledFor(time.Second, "busy")
	case m.fault == Revoked:
		return app.Errorf(app.Unauthorized, "revoked")
	case m.fault == Forbidden:
		return app.Errorf(app.Forbidden, "forbidden")
	default:
		return nil
	}
}

// OrderCustomer is whose order it is.
func (m *Memory) OrderCustomer(ctx context.Context, order app.OrderID) (app.CustomerID, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := m.problem(ctx); err != nil {
		return 0, err
	}
	owner, ok := m.owners[order]
	if !ok {
		return 0, app.Errorf(app.NotFound, "no such order")
	}
	return owner, nil
}

// Apply makes changes.
func (m *Memory) Apply(ctx context.Context, changes []integrations.Change) []integrations.Outcome {
	m.mu.Lock()
	hook := m.hook
	m.mu.Unlock()
	if hook != nil {
		hook()
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.calls++
	outcomes := make([]integrations.Outcome, len(changes))
	for i, change := range changes {
		outcomes[i] = m.apply(ctx, change)
	}
	return outcomes
}

// stopped is the outcome of a call that does not get as far as its subject.
func (m *Memory) stopped(ctx context.Context) (o integrations.Outcome, stopped bool) {
	switch {
	case ctx.Err() != nil:
		o = integrations.Outcome{Class: integrations.Ambiguous, Reason: "cut off"}
	case m.fault == Down:
		o = integrations.Outcome{Class: integrations.Transient, Reason: "no answer"}
	case m.fault == Busy:
		o = integrations.Outcome{Class: integrations.Throttled, After: time.Second, Reason: "busy"}
	case m.fault == Revoked:
		o = integrations.Outcome{Class: integrations.Auth, Reason: "access was revoked"}
	case m.fault == Forbidden:
		o = integrations.Outcome{Class: integrations.Scope, Reason: "a permission is missing"}
	}
	return o, o.Class != ""
}
