package merchant

import (
	"net/http"
	"strings"

	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

// app embeds the app as Shopify's admin does, once the merchant agreed to what
// it may do. Until then, and when a newer manifest asks for more, she is asked.
func (a *Admin) app(v *visit) {
	manifest := a.world.App.Manifest
	path, known := v.appPath()
	switch {
	case !known:
		v.missing()
	case len(manifest.Missing(v.shop)) > 0:
		v.ask()
	default:
		v.show("app.html", "app", manifest.Name, struct{ Source string }{a.world.DocumentURL(v.shop, path, v.r.URL.Query())})
	}
}

// appPath is the app's page the address names; false when it is another app's.
func (v *visit) appPath() (string, bool) {
	rest, ok := strings.CutPrefix(v.r.URL.Path, v.a.world.App.Manifest.AdminPath())
	return rest, ok && (rest == "" || rest[0] == '/')
}

// apps lists the shop's apps, of which there is one.
func (a *Admin) apps(v *visit) {
	http.Redirect(v.w, v.r, "/admin/settings#apps", http.StatusSeeOther)
}

// ask shows Shopify's question before an app is installed or may do more.
func (v *visit) ask() {
	manifest := v.a.world.App.Manifest
	title, asked := "Install app", manifest.AccessScopes()
	if v.shop.Installed != nil {
		title, asked = "Update app", manifest.Missing(v.shop)
	}
	v.show("install.html", "app", title, struct {
		Update   bool
		Host     string
		Personal []permission
		Store    []permission
	}{v.shop.Installed != nil, v.a.world.App.URL.Host, personal(asked), permissions(asked)})
}

// install is the merchant's yes. The app learns of it when it is opened, as with
// Shopify's own installation.
func (a *Admin) install(v *visit) {
	if _, known := v.appPath(); !known {
		v.missing()
		return
	}
	a.world.Install(v.shop)
	v.done(a.world.App.Manifest.AdminPath(), "")
}

func (a *Admin) uninstall(v *visit) {
	a.world.Uninstall(v.shop)
	v.done("/admin/settings", "uninstalled")
}

// changeScopes grants and takes back optional scopes.
func (a *Admin) changeScopes(v *visit) {
	given := func(name string) []string {
		if scope := v.r.PostFormValue(name); scope != "" {
			return []string{scope}
		}
		return nil
	}
	if problem := a.world.ChangeScopes(v.shop, given("grant"), given("revoke")); problem != "" {
		v.back("/admin/settings", "no-scopes")
		return
	}
	v.done("/admin/settings", "scopes")
}

// optional are the manifest's optional scopes, with whether they were granted.
type optional struct {
	permission
	Scope   string
	Granted bool
}

func optionals(m world.Manifest, installed *world.Installation) []optional {
	var out []optional
	for _, scope := range m.Scopes.Optional {
		granted := installed != nil && (&world.Grant{Scopes: installed.Scopes}).Has(scope)
		out = append(out, optional{permissions([]string{scope})[0], scope, granted})
	}
	return out
}
