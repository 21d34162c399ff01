package export

import (
	"bytes"
	"compress/gzip"
	"encoding/csv"
	"io"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// byteOrderMark is what some spreadsheets need to read UTF-8 right.
const byteOrderMark = "\uFEFF"

// csvMaker writes comma-separated values (RFC 4180). Pieces are kept gzipped.
type csvMaker struct{ columns []column }

func newCSV(columns []column) (maker, error) { return csvMaker{columns}, nil }

func (m csvMaker) head() piece {
	names := make([]string, len(m.columns))
	for i, c := range m.columns {
		names[i] = defused(c.Name)
	}
	var text bytes.Buffer
	text.WriteString(byteOrderMark)
	_ = writeCSV(&text, [][]string{names}) // a buffer takes everything
	return zipped(text.Bytes())
}

func (m csvMaker) page(lines [][]any, _ int64) (piece, error) {
	records := make([][]string, len(lines))
	for i, line := range lines {
		records[i] = make([]string, len(line))
		for n, cell := range line {
			records[i][n] = spelled(m.columns[n].Kind, cell)
		}
	}
	var text bytes.Buffer
	if err := writeCSV(&text, records); err != nil {
		return piece{}, err
	}
	return zipped(text.Bytes()), nil
}

func (csvMaker) tail([][]byte) (piece, error) { return zipped(nil), nil }

func (csvMaker) unpack(data []byte) ([]byte, error) {
	r, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	return io.ReadAll(r) // our own page, which was in memory when it was made
}

func writeCSV(to io.Writer, records [][]string) error {
	w := csv.NewWriter(to)
	w.UseCRLF = true
	return w.WriteAll(records)
}

func zipped(text []byte) piece {
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	_, _ = w.Write(text) // a buffer takes everything
	_ = w.Close()
	return piece{data: packed.Bytes(), size: int64(len(text))}
}

// spelled is a cell in letters. What people wrote is defused; what we count ourselves,
// such as −5, is not.
func spelled(as kind, cell any) string {
	switch cell := cell.(type) {
	case string:
		return defused(cell)
	case []string:
		return defused(strings.Join(cell, "; "))
	case float64:
		return strconv.FormatFloat(cell, 'f', -1, 64)
	case int64:
		return strconv.FormatInt(cell, 10)
	case bool:
		return strconv.FormatBool(cell)
	case time.Time:
		if as == days {
			return cell.Format(time.DateOnly)
		}
		return cell.Format(time.RFC3339)
	default:
		return ""
	}
}

// formulas are what spreadsheets take for the beginning of a formula, wide forms among them
// (https://owasp.org/www-community/attacks/CSV_Injection).
const formulas = "=+-@\t\r\n＝＋－＠"

// within is a formula's beginning where spreadsheets split a cell whose decimals have
// commas: at semicolons and, since a quote within a line is one of the text then, at the
// ends of lines. A smiley, ;-), is none.
var within = regexp.MustCompile(`([;\t\r\n]\s*)([=+@＝＋－＠]|-[\pL\pN(])`)

// defused is a text that no spreadsheet takes for a formula.
func defused(text string) string {
	text = within.ReplaceAllString(text, "$1'$2")
	if strings.IndexAny(text, formulas) == 0 {
		return "'" + text
	}
	return text
}
