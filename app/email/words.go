package email

import "github.com/askwell/askwell/app"

// answer is on the button of a question that is answered on its page.
var answer = app.Text{"en": "Answer", "sv": "Svara", "sl": "Odgovorite", "pl": "Odpowiedz", "da": "Svar", "es": "Responder"}
