package centre

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"
	"github.com/google/uuid"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/preference"
	"github.com/askwell/askwell/app/web/page"
)

// Guest answers who has not proven who she is: with the way to do so.
func Guest(c *gin.Context, status int, at At) {
	s := speech{at.Frame.Lang, at.Frame.Shop, at.Zone}
	at.Frame.Title, at.Frame.Text = s.Say("guest_title"), s.Say("guest_text")
	at.Frame.Next = []page.Link{{Href: at.Paths.Login, Label: s.Say("login")}}
	at.Frame.Write(c, status)
}

// CopyGone answers who brings a link to her copy that is good no longer: with how she gets
// another, and the way there if it is known.
func CopyGone(c *gin.Context, status int, at At) {
	s := speech{at.Frame.Lang, at.Frame.Shop, at.Zone}
	at.Frame.Title, at.Frame.Text = s.Say("copy_gone"), s.Say("copy_gone_text")
	if at.Paths.Login != "" {
		at.Frame.Next = []page.Link{{Href: at.Paths.Login, Label: s.Say("title")}}
	}
	at.Frame.Write(c, status)
}

// Note keeps what somebody says who has not logged in, of the questions that a form in
// the theme showed her; of her browser, if the form names it. She is thanked, told what
// that is worth, and shown nothing that is known. Errors: as Keeper.Apply, but for Invalid.
func (p Pages) Note(c *gin.Context, by app.Speaker, at At, form url.Values) error {
	if by.Visitor = form.Get("visitor"); by.Visitor == "" {
		by.Visitor = uuid.NewString() // nobody's: it stays in nobody's browser
	}
	ctx := c.Request.Context()
	known, err := p.Preferences.Known(ctx, by, at.locale())
	if app.Is(err, app.Invalid) {
		return at.noteAgain(c, known, form, err)
	}
	if err != nil {
		return err
	}
	posted := read(form, known, at.locale())
	posted.Change = preference.Change{ID: posted.Change.ID, Set: posted.Change.Set, Locale: posted.Change.Locale, Visitor: by.Visitor}
	if err = nothingSaid(form); err == nil && len(posted.Change.Set) > 0 {
		err = p.Preferences.Apply(ctx, by, posted.Change)
	}
	if app.Is(err, app.Invalid) {
		return at.noteAgain(c, known, form, err)
	}
	if err != nil {
		return err
	}
	s, noted := speech{at.Frame.Lang, at.Frame.Shop, at.Zone}, "guest_thanks"
	if form.Get("visitor") != "" {
		noted = "guest_remembered"
	}
	thanks := at.Frame.Thanks("")
	thanks.Text, thanks.Next = s.Say(noted), []page.Link{{Href: at.Paths.Login, Label: s.Say("login")}}
	thanks.Write(c, http.StatusOK)
	return nil
}

// nothingSaid refuses a form that says nothing at all.
func nothingSaid(form url.Values) error {
	for name, values := range form {
		_, answer := inBrackets(name, "answers")
		_, other := inBrackets(name, "other")
		if (answer || other) && strings.TrimSpace(strings.Join(values, "")) != "" {
			return nil
		}
	}
	return app.InvalidFields([]app.FieldError{{Field: "set", Code: "required", Message: "Say something."}})
}

// noteAgain shows the form again, with what is wrong beside its fields.
func (at At) noteAgain(c *gin.Context, known preference.Known, form url.Values, refused error) error {
	_ = c.Error(refused)
	frame := at.Frame
	s := speech{frame.Lang, frame.Shop, at.Zone}
	sheet := page.Sheet{Lang: frame.Lang, Locale: here, Fallback: here, Said: form}
	wrong, whole := sheet.Wrong(refused, "set")
	shown := strings.Fields(form.Get("shown"))
	f := page.Form{Action: at.Paths.Save, Problem: whole, Hidden: map[string]string{"shown": form.Get("shown"), "id": form.Get("id")}}
	for _, i := range questions(known) {
		if slices.Contains(shown, i.Key) || wrong[i.Key] != "" {
			field := sheet.Field(asked(i), wrong[i.Key])
			if wrong[i.Key] == "consent" {
				field.Error = s.Say("login")
			}
			f.Fields = append(f.Fields, field)
		}
	}
	for name, value := range at.Hidden {
		f.Hidden[name] = value
	}
	frame.Title, frame.Text = frame.Words()["check"], ""
	if frame.Form = &f; len(f.Fields) == 0 {
		frame.Form, frame.Title, frame.Text = nil, frame.Words()["failed"], s.Say("guest_failed")
	}
	frame.Write(c, http.StatusUnprocessableEntity)
	return nil
}
