package admin

import (
	"context"
	"time"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/app/publish"
	"github.com/askwell/askwell/app/question"
	"github.com/askwell/askwell/app/written"
)

type versionsIn struct {
	SurveyPath
	PageIn
}

type versionLine struct {
	Version     int       `json:"version"`
	Title       string    `json:"title"`
	Languages   []string  `json:"languages"`
	Questions   int       `json:"questions"`
	PublishedAt time.Time `json:"published_at"`
}

type versionList struct {
	PageOut
	Body struct {
		Versions []versionLine `json:"versions"`
		Next     string        `json:"next,omitempty" doc:"Where the next page begins"`
	}
}

func (d *door) versions(ctx context.Context, shop app.ShopID, in *versionsIn) (*versionList, error) {
	var below int
	if err := in.after("versions", &below); err != nil {
		return nil, err
	}
	if _, err := d.Store.Survey(ctx, shop, in.ID); err != nil {
		return nil, err
	}
	found, err := d.Store.VersionsBelow(ctx, shop, in.ID, below, in.Limit+1)
	if err != nil {
		return nil, err
	}
	var out versionList
	found, out.Body.Next, out.PageOut = paged(ctx, in.PageIn, "versions", found, func(v app.Version) []any { return []any{v.Version} })
	out.Body.Versions = make([]versionLine, len(found))
	for i, v := range found {
		out.Body.Versions[i] = versionLine{v.Version, v.Document.Title, v.Document.Languages, len(v.Document.Questions), v.PublishedAt}
	}
	return &out, nil
}

type versionIn struct {
	SurveyPath
	Version int `path:"version" minimum:"1" maximum:"1000000"`
}

type versionOut struct {
	Body struct {
		Version     int              `json:"version"`
		Document    app.Document     `json:"document"`
		PublishedAt time.Time        `json:"published_at"`
		Before      int              `json:"before,omitempty" doc:"The version before it, if there is one"`
		Changes     []written.Change `json:"changes" doc:"What makes it of the version before; items of lists go by their keys"`
	}
}

func (d *door) version(ctx context.Context, shop app.ShopID, in *versionIn) (*versionOut, error) {
	v, err := d.Store.SurveyVersion(ctx, shop, in.ID, in.Version)
	if err != nil {
		return nil, err
	}
	var out versionOut
	out.Body.Version, out.Body.Document, out.Body.PublishedAt = v.Version, v.Document, v.PublishedAt
	out.Body.Changes = []written.Change{}
	before, err := d.Store.VersionsBelow(ctx, shop, in.ID, in.Version, 1)
	if err != nil || len(before) == 0 {
		return &out, err
	}
	out.Body.Before = before[0].Version
	changes, err := written.Differences(before[0].Document, v.Document)
	out.Body.Changes = append(out.Body.Changes, changes...)
	return &out, err
}

type compareIn struct {
	SurveyPath
	Body struct {
		Document definition `json:"document"`
		Version  int        `json:"version,omitempty" minimum:"1" maximum:"1000000" doc:"What it is compared with; without one, the version that is live"`
	}
}

type compareOut struct {
	Body struct {
		Version int              `json:"version"`
		Changes []written.Change `json:"changes" doc:"What makes the draft, as it would be published, of the version; items of lists go by their keys"`
	}
}

// compare tells what publishing a draft would change, saved or not. Errors: Invalid for what
// could not be drawn either; NotFound, also where nothing was published yet.
func (d *door) compare(ctx context.Context, shop app.ShopID, in *compareIn) (*compareOut, error) {
	draft, err := in.Body.Document.Document, in.Body.Document.err
	if err == nil {
		err = publish.Drawable(draft)
	}
	if err != nil {
		return nil, err
	}
	var out compareOut
	if out.Body.Version = in.Body.Version; out.Body.Version == 0 {
		survey, err := d.Store.Survey(ctx, shop, in.ID)
		if err != nil {
			return nil, err
		}
		out.Body.Version = survey.Version
	}
	v, err := d.Store.SurveyVersion(ctx, shop, in.ID, out.Body.Version)
	if err != nil {
		return nil, err
	}
	changes, err := written.Differences(v.Document, question.Guarded(draft))
	out.Body.Changes = append([]written.Change{}, changes...)
	return &out, err
}
