package liquid

import (
	"strings"
)

// piece is a word of an expression.
type piece struct {
	kind byte // 'i'dentifier, 's'tring, 'n'umber, or an operator's
	text string
}

// lexer reads the words of an expression, one ahead.
type lexer struct {
	list []piece
	at   int
}

// operators of more than one character come first.
var operators = []string{"==", "!=", "<>", "<=", ">=", "..", "<", ">", "|", ":", ",", ".", "[", "]", "(", ")", "=", "-"}

func lex(text string) (*lexer, error) {
	l := &lexer{}
	for text = strings.TrimLeft(text, space); text != ""; text = strings.TrimLeft(text, space) {
		p, size := next(text)
		if size == 0 {
			return nil, mistake("Unexpected character %.1s", text)
		}
		l.list = append(l.list, p)
		text = text[size:]
	}
	return l, nil
}

func next(text string) (piece, int) {
	c := text[0]
	switch {
	case c == '"' || c == '\'':
		if end := strings.IndexByte(text[1:], c); end >= 0 {
			return piece{'s', text[1 : end+1]}, end + 2
		}
		return piece{}, 0
	case c >= '0' && c <= '9', c == '-' && len(text) > 1 && text[1] >= '0' && text[1] <= '9':
		size := number(text)
		return piece{'n', text[:size]}, size
	case isWord(rune(c)):
		size := strings.IndexFunc(text, func(r rune) bool { return !isWord(r) && r != '-' })
		if size < 0 {
			size = len(text)
		}
		if size < len(text) && text[size] == '?' {
			size++
		}
		return piece{'i', text[:size]}, size
	}
	for _, o := range operators {
		if strings.HasPrefix(text, o) {
			return piece{'o', o}, len(o)
		}
	}
	return piece{}, 0
}

// number is the length of a number: "3", "-1.5", but of "1..5" the 1 alone.
func number(text string) int {
	n := 1
	for n < len(text) && (isDigit(text[n]) || text[n] == '.' && n+1 < len(text) && isDigit(text[n+1]) && !strings.Contains(text[:n], ".")) {
		n++
	}
	return n
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func (l *lexer) peek() piece {
	if l.at < len(l.list) {
		return l.list[l.at]
	}
	return piece{}
}

func (l *lexer) take() piece {
	p := l.peek()
	l.at++
	return p
}

// is takes an operator or word when it is the next.
func (l *lexer) is(text string) bool {
	if p := l.peek(); p.text == text && (p.kind == 'o' || p.kind == 'i') {
		l.at++
		return true
	}
	return false
}

func (l *lexer) done() bool { return l.at >= len(l.list) }

// end is an error when something is left over.
func (l *lexer) end() error {
	if l.done() {
		return nil
	}
	return mistake("Unexpected %s", l.peek().text)
}

// word takes an identifier.
func (l *lexer) word() (string, error) {
	if p := l.take(); p.kind == 'i' {
		return p.text, nil
	}
	return "", mistake("a name is missing")
}

// named reports whether "name:" comes next.
func (l *lexer) named() bool {
	return l.peek().kind == 'i' && l.at+1 < len(l.list) && l.list[l.at+1] == piece{'o', ":"}
}
