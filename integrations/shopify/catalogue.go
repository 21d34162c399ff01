package shopify

import (
	"context"
	"net/url"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/askwell/askwell/app"
)

// A page of the catalogue. The price of one grows with the logarithm of its size,
// so that one large page is cheaper than two small ones.
const (
	cataloguePage  = 100
	cataloguePages = 5 // then enough has been left out; a shop has up to millions of products
)

type pageInfo struct {
	HasNextPage bool   `json:"hasNextPage"`
	EndCursor   string `json:"endCursor"`
}

// next is where the page that follows begins, "" for none.
func (p pageInfo) next(after string) string {
	if !p.HasNextPage || p.EndCursor == after {
		return ""
	}
	return p.EndCursor
}

type picture struct {
	URL string `json:"url"`
}

type namesPage struct {
	Names *struct {
		Nodes    []string `json:"nodes"`
		PageInfo pageInfo `json:"pageInfo"`
	} `json:"names"`
}

type collectionsPage struct {
	Collections struct {
		Nodes []struct {
			ID     string   `json:"id"`
			Handle string   `json:"handle"`
			Title  string   `json:"title"`
			Image  *picture `json:"image"`
		} `json:"nodes"`
		PageInfo pageInfo `json:"pageInfo"`
	} `json:"collections"`
}

type productList struct {
	Nodes []struct {
		ID            string     `json:"id"`
		Handle        string     `json:"handle"`
		Title         string     `json:"title"`
		Status        string     `json:"status"`
		PublishedAt   *time.Time `json:"publishedAt"`
		FeaturedMedia *struct {
			Preview *struct {
				Image *picture `json:"image"`
			} `json:"preview"`
		} `json:"featuredMedia"`
	} `json:"nodes"`
	PageInfo pageInfo `json:"pageInfo"`
}

type productsPage struct {
	Products productList `json:"products"`
}

type collectionProducts struct {
	Collection *struct {
		Products productList `json:"products"`
	} `json:"collection"`
}

// Draw reads up to most things of a place in the shop's catalogue, without keys:
// names and titles from A to Z, a collection's products in its own order. Only
// what shoppers can see is drawn, and of a collection that is not there nothing.
// Names of vendors, types and tags are those of all products: Shopify does not
// tell which are on sale. Errors: Invalid for an unknown place; as Do.
func (a *Admin) Draw(ctx context.Context, from app.Source, most int) ([]app.Drawn, error) {
	page, known := map[string]func(context.Context, map[string]any) ([]app.Drawn, pageInfo, error){
		"vendors":     a.namesOf(opVendors),
		"types":       a.namesOf(opTypes),
		"tags":        a.namesOf(opTags),
		"collections": a.collectionsPage,
		"products":    a.productsPage,
	}[from.From]
	if !known {
		return nil, app.Errorf(app.Invalid, "nothing can be drawn from %q", from.From)
	}
	vars := map[string]any{"first": min(most, cataloguePage)}
	if from.Collection != "" {
		page, vars["collection"] = a.collectionProductsPage, from.Collection
	}
	var drawn []app.Drawn
	for range cataloguePages {
		more, info, err := page(ctx, vars)
		if err != nil {
			return nil, err
		}
		drawn = append(drawn, more...)
		after, _ := vars["after"].(string)
		next := info.next(after)
		if next == "" || len(drawn) >= most {
			break
		}
		vars["after"] = next
	}
	return drawn[:min(len(drawn), most)], nil
}

func (a *Admin) namesOf(op Operation) func(context.Context, map[string]any) ([]app.Drawn, pageInfo, error) {
	return func(ctx context.Context, vars map[string]any) ([]app.Drawn, pageInfo, error) {
		var out namesPage
		if err := a.Do(ctx, op, vars, &out); err != nil || out.Names == nil {
			return nil, pageInfo{}, err
		}
		var drawn []app.Drawn
		for _, name := range out.Names.Nodes {
			if label := label(name); label != "" {
				drawn = append(drawn, app.Drawn{Name: strings.ToLower(label), Label: label})
			}
		}
		return drawn, out.Names.PageInfo, nil
	}
}

func (a *Admin) collectionsPage(ctx context.Context, vars map[string]any) (drawn []app.Drawn, _ pageInfo, err error) {
	var out collectionsPage
	if err := a.Do(ctx, opCollections, vars, &out); err != nil {
		return nil, pageInfo{}, err
	}
	for _, one := range out.Collections.Nodes {
		if label := label(one.Title); label != "" {
			drawn = append(drawn, app.Drawn{Name: numberOf(one.ID), Label: label, Collection: one.Handle, Image: one.Image.address()})
		}
	}
	return drawn, out.Collections.PageInfo, nil
}

func (a *Admin) productsPage(ctx context.Context, vars map[string]any) ([]app.Drawn, pageInfo, error) {
	var out productsPage
	err := a.Do(ctx, opProducts, vars, &out)
	return out.Products.drawn(a.app.now()), out.Products.PageInfo, err
}

func (a *Admin) collectionProductsPage(ctx context.Context, vars map[string]any) ([]app.Drawn, pageInfo, error) {
	var out collectionProducts
	if err := a.Do(ctx, opCollectionProducts, vars, &out); err != nil || out.Collection == nil {
		return nil, pageInfo{}, err
	}
	return out.Collection.Products.drawn(a.app.now()), out.Collection.Products.PageInfo, nil
}

// drawn leaves out what shoppers cannot see: a collection holds drafts, too.
func (l productList) drawn(now time.Time) (drawn []app.Drawn) {
	for _, one := range l.Nodes {
		label := label(one.Title)
		if label == "" || one.Status != "ACTIVE" || one.PublishedAt == nil || one.PublishedAt.After(now) {
			continue
		}
		d := app.Drawn{Name: numberOf(one.ID), Label: label, Product: one.Handle}
		if media := one.FeaturedMedia; media != nil && media.Preview != nil {
			d.Image = media.Preview.Image.address()
		}
		drawn = append(drawn, d)
	}
	return drawn
}

const maxLabel = 255 // characters; Shopify's titles have no more

// label is a name as one line that any database and page can hold.
func label(name string) string {
	name = strings.Join(strings.Fields(strings.ReplaceAll(strings.ToValidUTF8(name, ""), "\x00", "")), " ")
	if utf8.RuneCountInString(name) > maxLabel {
		name = string([]rune(name)[:maxLabel])
	}
	return name
}

// numberOf is the number at a gid's end.
func numberOf(gid string) string { return gid[strings.LastIndexByte(gid, '/')+1:] }

const maxAddress = 2_048

// address is the picture's, "" where there is none that a page can load.
func (p *picture) address() string {
	if p == nil || len(p.URL) > maxAddress {
		return ""
	}
	u, err := url.Parse(p.URL)
	if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
		return ""
	}
	return p.URL
}
