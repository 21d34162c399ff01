package export

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"math"
	"slices"
	"time"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/encoding/thrift"
	"github.com/parquet-go/parquet-go/format"
)

// magic is what a Parquet file begins and ends with.
const magic = "PAR1"

// parquetMaker writes Parquet. A page is a row group, written as a file of its own whose
// frame is left out: the tail holds where all of them are. So a file can be gone on with
// at any page, and none of it has to be in memory.
type parquetMaker struct {
	columns []column
	schema  *parquet.Schema
}

func newParquet(columns []column) (maker, error) {
	if len(columns) == 0 {
		return parquetMaker{}, nil // that only reads what was made
	}
	group, names := parquet.Group{}, make([]string, len(columns))
	for i, c := range columns {
		group[c.Name], names[i] = nodeOf(c.Kind), c.Name
	}
	return parquetMaker{columns, parquet.NewSchema("response", ordered{group, names})}, nil
}

// ordered is a group whose fields stand as they were named, and not by their names.
type ordered struct {
	parquet.Group
	names []string
}

// Fields are the group's, in order.
func (o ordered) Fields() []parquet.Field {
	fields := o.Group.Fields()
	slices.SortFunc(fields, func(a, b parquet.Field) int { return slices.Index(o.names, a.Name()) - slices.Index(o.names, b.Name()) })
	return fields
}

func nodeOf(k kind) parquet.Node {
	switch k {
	case lists:
		return parquet.Optional(parquet.List(parquet.String()))
	case doubles:
		return parquet.Optional(parquet.Leaf(parquet.DoubleType))
	case wholes:
		return parquet.Optional(parquet.Leaf(parquet.Int64Type))
	case truths:
		return parquet.Optional(parquet.Leaf(parquet.BooleanType))
	case moments:
		return parquet.Optional(parquet.Timestamp(parquet.Millisecond))
	case days:
		return parquet.Optional(parquet.Date())
	default:
		return parquet.Optional(parquet.String())
	}
}

func (parquetMaker) head() piece { return piece{data: []byte(magic), size: int64(len(magic))} }

func (m parquetMaker) page(lines [][]any, before int64) (piece, error) {
	rows := make([]parquet.Row, len(lines))
	for i, line := range lines {
		for n, cell := range line {
			rows[i] = append(rows[i], values(m.columns[n].Kind, n, cell)...)
		}
	}
	file, meta, err := m.file(rows)
	if err != nil || len(meta.RowGroups) != 1 {
		return piece{}, fmt.Errorf("%d row groups: %w", len(meta.RowGroups), err)
	}
	group := meta.RowGroups[0]
	end := move(&group, before-int64(len(magic)))
	note, err := thrift.Marshal(new(thrift.CompactProtocol), group)
	data := file[len(magic) : end-before+int64(len(magic))]
	return piece{data, note, int64(len(data))}, err
}

// file is some rows as a file of their own, and its description.
func (m parquetMaker) file(rows []parquet.Row) ([]byte, *format.FileMetaData, error) {
	var file bytes.Buffer
	w := parquet.NewWriter(&file, m.schema, parquet.Compression(&parquet.Snappy), parquet.CreatedBy("Askwell", "1", ""))
	if _, err := w.WriteRows(rows); err != nil {
		return nil, &format.FileMetaData{}, err
	}
	if err := w.Close(); err != nil {
		return nil, &format.FileMetaData{}, err
	}
	read, err := parquet.OpenFile(bytes.NewReader(file.Bytes()), int64(file.Len()), parquet.SkipPageIndex(true))
	if err != nil {
		return nil, &format.FileMetaData{}, err
	}
	return file.Bytes(), read.Metadata(), nil
}

// move says of a row group that it stands so many bytes further on, and where it then
// ends. Its page indexes stay behind: readers do without.
func move(g *format.RowGroup, by int64) (end int64) {
	g.FileOffset += by
	for i := range g.Columns {
		c := &g.Columns[i]
		m := &c.MetaData
		begins := m.DataPageOffset
		m.DataPageOffset += by
		if m.DictionaryPageOffset > 0 {
			begins = min(begins, m.DictionaryPageOffset)
			m.DictionaryPageOffset += by
		}
		if c.FileOffset > 0 {
			c.FileOffset += by
		}
		c.OffsetIndexOffset, c.OffsetIndexLength, c.ColumnIndexOffset, c.ColumnIndexLength = 0, 0, 0, 0
		end = max(end, begins+by+m.TotalCompressedSize)
	}
	return end
}

func (m parquetMaker) tail(notes [][]byte) (piece, error) {
	_, meta, err := m.file(nil)
	if err != nil {
		return piece{}, err
	}
	all := *meta
	all.RowGroups = make([]format.RowGroup, 0, len(notes))
	for _, note := range notes {
		var group format.RowGroup
		if err := thrift.Unmarshal(new(thrift.CompactProtocol), note, &group); err != nil {
			return piece{}, err
		}
		group.Ordinal = int16(min(len(all.RowGroups), math.MaxInt16))
		all.NumRows += group.NumRows
		all.RowGroups = append(all.RowGroups, group)
	}
	text, err := thrift.Marshal(new(thrift.CompactProtocol), all)
	text = binary.LittleEndian.AppendUint32(text, uint32(len(text)))
	text = append(text, magic...)
	return piece{data: text, size: int64(len(text))}, err
}

func (parquetMaker) unpack(data []byte) ([]byte, error) { return data, nil }

// values are what stands in a column of a row: of a list as many as it has.
func values(as kind, column int, cell any) []parquet.Value {
	one := func(v parquet.Value) []parquet.Value { return []parquet.Value{v.Level(0, 1, column)} }
	switch cell := cell.(type) {
	case string:
		return one(parquet.ByteArrayValue([]byte(cell)))
	case []string:
		list := make([]parquet.Value, len(cell))
		for i, text := range cell {
			list[i] = parquet.ByteArrayValue([]byte(text)).Level(min(i, 1), 2, column)
		}
		if len(list) == 0 {
			return one(parquet.NullValue())
		}
		return list
	case float64:
		return one(parquet.DoubleValue(cell))
	case int64:
		return one(parquet.Int64Value(cell))
	case bool:
		return one(parquet.BooleanValue(cell))
	case time.Time:
		if as == days {
			return one(parquet.Int32Value(int32(cell.Unix() / (24 * 60 * 60))))
		}
		return one(parquet.Int64Value(cell.UnixMilli()))
	default:
		return []parquet.Value{parquet.NullValue().Level(0, 0, column)}
	}
}
