package main

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"github.com/askwell/askwell/app/web/browsertest"
)

// polled has so many guests answer the poll before her.
func (r *running) polled(people int, option string) {
	r.t.Helper()
	for range people {
		r.browser().says(turn{Survey: "poll", Version: 1, Ask: []string{"next_product"}}, map[string]any{"next_product": option})
	}
}

// chooses goes through the options of a question with the arrows, whatever order they
// are shown in, until one is chosen.
func chooses(question, option string) browsertest.Step {
	come, chosen := tabTo(question+` input`), chromedp.Evaluate[bool](fmt.Sprintf("document.querySelector(%q).checked", question+` input[value="`+option+`"]`))
	return func(ctx context.Context, target *chromedp.Target) (done chromedp.Void, err error) {
		if done, err = come(ctx, target); err != nil {
			return done, err
		}
		for _, press := range []string{" ", kb.ArrowDown, kb.ArrowDown, kb.ArrowDown, kb.ArrowDown, kb.ArrowDown} {
			if done, err = chromedp.KeyEvent(press)(ctx, target); err != nil {
				return done, err
			}
			if is, err := chosen(ctx, target); err != nil || is {
				return done, err
			}
		}
		return done, fmt.Errorf("the keyboard never chooses %s", option)
	}
}

func TestBlocksAreAnsweredByKeyboardAlone(t *testing.T) {
	t.Parallel()
	const email = "ada@example.com"
	shop := furnished(t)
	shop.polled(5, "set")
	shop.later(time.Minute) // how people answered is counted now and then
	w := browsertest.Open(t)
	logsIn(w, shop.shop, email)

	w.Do("open the quiz", chromedp.Navigate(shop.shop+"/pages/quiz"), see(`[data-survey="style-quiz"] .askwell-send`))
	w.Do("answer it", chooses(`[data-key="style_morning"]`, "company"), chooses(`[data-key="style_home"]`, "plain"), chooses(`[data-key="style_for"]`, "us"))
	w.Do("send the quiz", tabTo(`[data-survey="style-quiz"] .askwell-send`), key(kb.Enter), read("The set table"), read("You chose: With people around a table"))
	w.Pictures("keyboard-quiz")
	w.Accessible("the ending of a quiz")
	w.Fits("quiz-ending")
	w.Do("go where it leads", tabTo(`[data-ending] a`), key(kb.Enter), read("For the table"))
	shop.holds(email, "style_morning", "company")
	shop.holds(email, "style_for", "us")

	w.Do("open the poll", chromedp.Navigate(shop.shop+"/pages/poll"), see(`[data-survey="poll"] .askwell-send`))
	w.Do("vote", chooses(`[data-key="next_product"]`, "refill"))
	w.Do("send the vote", tabTo(`[data-survey="poll"] .askwell-send`), key(kb.Enter), read("83 % A set to give away"))
	w.Pictures("keyboard-poll")
	w.Accessible("the result of a poll")
	w.Fits("poll-result")
	shop.holds(email, "next_product", "refill")

	w.Do("open the preferences", chromedp.Navigate(shop.shop+"/pages/preferences"), see(`[data-picker] .askwell-send`))
	w.Do("choose the rhythm", chooses(`[data-picker] [data-key="contact_rhythm"]`, "seldom"))
	w.Do("save it", tabTo(`[data-picker] .askwell-send`), key(kb.Enter), see(`[data-picker] .askwell-thanks`))
	w.Pictures("keyboard-picker")
	w.Accessible("preferences, saved")
	shop.holds(email, "contact_rhythm", "seldom")
	w.Do("take it back", chooses(`[data-picker] [data-key="contact_rhythm"]`, ""))
	w.Do("save that", tabTo(`[data-picker] .askwell-send`), key(kb.Enter))
	shop.holds(email, "contact_rhythm", "")
}
