package centre

import (
	"net/http"
	"net/url"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/google/uuid"

	"github.com/askwell/askwell/app"
)

// Asking asks whether she means to have everything deleted. Wrong is that she did not
// say so.
type Asking struct {
	ID     string // of the erasure, "" for a new one
	Action string
	Centre string // where she came from
	Wrong  bool
}

// AskErase answers with the page that asks. Errors: Internal.
func AskErase(c *gin.Context, at At, ask Asking) error {
	status := http.StatusOK
	if ask.Wrong {
		status = http.StatusUnprocessableEntity
	}
	if ask.ID == "" {
		ask.ID = uuid.NewString()
	}
	s := speech{at.Frame.Lang, at.Frame.Shop, at.Zone}
	return s.write(c, status, at.Frame, "erase", s.Say("erase_title"), struct {
		Asking
		T speech
	}{ask, s})
}

// erasing is what the page of an erasure draws.
type erasing struct {
	T              speech
	Text           string
	Again, Receipt string
	Parts          []erasingPart
}

type erasingPart struct{ Tool, State string }

// Erasing answers with how far an erasure is, by the id that she knows it by, at a path
// that tells of it. Errors: Internal.
func Erasing(c *gin.Context, status int, at At, e app.Erasure, id, path string) error {
	s := speech{at.Frame.Lang, at.Frame.Shop, at.Zone}
	told, title := erasing{T: s, Receipt: string(e.Receipt)}, "erased"
	for _, part := range e.Parts {
		told.Parts = append(told.Parts, erasingPart{tool(part.Destination), s.word("part", string(part.State), string(part.State))})
	}
	if told.Text = s.Say("erased_text", "{day}", s.Day(latest(e))); e.FinishedAt.IsZero() {
		title, told.Text = "erasing", s.Say("erasing_text", "{day}", s.Day(e.DueAt))
		told.Again = path + "?" + url.Values{"id": {id}, "locale": {s.Lang}}.Encode()
	}
	at.Frame.Done = true
	return s.write(c, status, at.Frame, "erasing", s.Say(title), told)
}

func latest(e app.Erasure) time.Time {
	if e.FinishedAt.After(e.ErasedAt) {
		return e.FinishedAt
	}
	return e.ErasedAt
}
