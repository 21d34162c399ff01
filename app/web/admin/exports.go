package admin

import (
	"context"
	"encoding/json"
	"mime"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humagin"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/find"
)

// ExportPath names a file of responses in a path.
type ExportPath struct {
	Export string `path:"export" maxLength:"64" pattern:"^[0-9A-Za-z-]+$"`
}

type exportIn struct {
	Body struct {
		Format app.ExportFormat   `json:"format" enum:"csv,parquet"`
		Filter ResponseFilterBody `json:"filter,omitempty" doc:"Which responses; without it all of them"`
	}
}

type exportBody struct {
	ID         string             `json:"id"`
	Format     app.ExportFormat   `json:"format" enum:"csv,parquet"`
	Filter     ResponseFilterBody `json:"filter"`
	State      app.ExportState    `json:"state" enum:"running,done,cancelled,failed,void" doc:"void: somebody who may be in it was erased since, or took an answer back"`
	Reason     string             `json:"reason,omitempty" doc:"Why there is no file"`
	Counted    bool               `json:"counted" doc:"Whether it is known yet how many responses are looked through"`
	Total      int                `json:"total" doc:"Responses that are looked through"`
	Looked     int                `json:"looked" doc:"Of them, those that were"`
	Rows       int                `json:"rows" doc:"Of those, the ones that are in the file"`
	Size       int64              `json:"size" doc:"Bytes"`
	By         string             `json:"by" doc:"user/7 a member of staff, key/… a program"`
	CreatedAt  time.Time          `json:"created_at" doc:"Responses until then are in it"`
	FinishedAt time.Time          `json:"finished_at,omitzero"`
	EndsAt     time.Time          `json:"ends_at,omitzero" doc:"When it is removed"`
}

type exportOut struct{ Body exportBody }

func (o *exportOut) target() string { return "exports/" + o.Body.ID }

type exportsOut struct {
	PageOut
	Body struct {
		Exports []exportBody `json:"exports" doc:"The newest first"`
		Next    string       `json:"next,omitempty"`
	}
}

func (d *door) exports(ctx context.Context, shop app.ShopID, in *WholeIn) (*exportsOut, error) {
	all, err := d.Store.Exports(ctx, shop)
	if err != nil {
		return nil, err
	}
	list, next, page, err := part(ctx, in, "exports", all, func(one app.Export) string { return one.ID })
	out := exportsOut{PageOut: page}
	out.Body.Next = next
	out.Body.Exports = make([]exportBody, len(list))
	for i, one := range list {
		out.Body.Exports[i] = exportOf(one)
	}
	return &out, err
}

func (d *door) export(ctx context.Context, shop app.ShopID, in *ExportPath) (*exportOut, error) {
	one, err := d.Store.Export(ctx, shop, in.Export)
	return &exportOut{exportOf(one)}, err
}

func (d *door) beginExport(ctx context.Context, shop app.ShopID, in *exportIn) (*exportOut, error) {
	begun, err := d.Exports.Begin(ctx, shop, find.Filter(in.Body.Filter), in.Body.Format, actor(ctx))
	if err != nil {
		return nil, err
	}
	return &exportOut{exportOf(begun)}, nil
}

func (d *door) cancelExport(ctx context.Context, shop app.ShopID, in *ExportPath) (*exportOut, error) {
	if err := d.Store.CancelExport(ctx, shop, in.Export); err != nil {
		return nil, err
	}
	return d.export(ctx, shop, in)
}

// deleteExport tells the files that are left.
func (d *door) deleteExport(ctx context.Context, shop app.ShopID, in *ExportPath) (*exportsOut, error) {
	if err := d.Store.DeleteExport(ctx, shop, in.Export); err != nil {
		return nil, err
	}
	return d.exports(ctx, shop, allOf)
}

func exportOf(e app.Export) exportBody {
	body := exportBody{
		ID: e.ID, Format: e.Format, State: e.State, Reason: e.Reason, Counted: e.Counted, Total: e.Total, Looked: e.Looked, Rows: e.Rows, Size: e.Size,
		By: e.By, CreatedAt: e.CreatedAt, FinishedAt: e.FinishedAt, EndsAt: e.EndsAt(),
	}
	_ = json.Unmarshal(e.Filter, &body.Filter) // we wrote it; of what cannot be read nothing narrows
	return body
}

// fileTypes are what the formats are called on the web.
var fileTypes = map[app.ExportFormat]string{app.ExportCSV: "text/csv", app.ExportParquet: "application/vnd.apache.parquet"}

// asFile describes an answer that is a file of responses.
func asFile(op *huma.Operation) {
	file := &huma.MediaType{Schema: &huma.Schema{Type: huma.TypeString, Format: "binary"}}
	content := map[string]*huma.MediaType{}
	for _, kind := range fileTypes {
		content[kind] = file
	}
	op.Responses = map[string]*huma.Response{"200": {Description: "The file", Content: content}}
}

// longestPiece is how long a client may take for a piece of a file before it is left.
const longestPiece = time.Minute

// download answers a file, piece by piece: none of it is held as a whole. Its length is
// said first, so that whoever gets less of it knows.
func (d *door) download(ctx context.Context, shop app.ShopID, in *ExportPath) (*huma.StreamResponse, error) {
	ready, err := d.Exports.Ready(ctx, shop, in.Export)
	if err != nil {
		return nil, err
	}
	return &huma.StreamResponse{Body: func(to huma.Context) {
		g := humagin.Unwrap(to)
		to.SetHeader("Content-Type", mime.FormatMediaType(fileTypes[ready.Format], typeParams[ready.Format]))
		to.SetHeader("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": fileName(ready)}))
		to.SetHeader("Content-Length", strconv.FormatInt(ready.Size, 10))
		to.SetHeader("Cache-Control", "no-store")
		to.SetHeader("X-Content-Type-Options", "nosniff")
		to.SetStatus(http.StatusOK)
		err := d.Exports.Write(to.Context(), ready, patient{g.Writer, http.NewResponseController(g.Writer)})
		if err != nil {
			_ = g.Error(err)
		}
	}}, nil
}

var typeParams = map[app.ExportFormat]map[string]string{app.ExportCSV: {"charset": "utf-8"}}

// fileName is "responses-2026-11-22-1830.csv".
func fileName(e app.Export) string {
	return strings.Join([]string{"responses", e.CreatedAt.UTC().Format("2006-01-02-1504")}, "-") + "." + string(e.Format)
}

// patient writes to a client that takes its time, as long as it takes something.
type patient struct {
	http.ResponseWriter
	control *http.ResponseController
}

// Write gives the client a minute for what is written.
func (p patient) Write(data []byte) (int, error) {
	_ = p.control.SetWriteDeadline(time.Now().Add(longestPiece)) // where there is none, there is no need
	return p.ResponseWriter.Write(data)
}
