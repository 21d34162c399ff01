package house_test

import (
	"fmt"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

const module = "github.com/askwell/askwell"

// root is the repository, seen from this package.
const root = "../.."

// level orders the packages: imports point from a higher level to a lower one.
// The longest matching prefix counts.
var level = map[string]int{
	"app": 1, "app/seal": 1, "app/fold": 1, "app/rule": 1, "app/contact": 1, "app/consent": 1, "migrations": 1, "extensions": 1, "admin-ui": 1,
	"app/purpose": 2, "app/qr": 2, "app/question": 2, "app/branch": 2, "app/written": 2, "integrations": 2, "jobs": 3, "integrations/shopify/schema": 2,
	"app/store": 3, "app/store/storetest": 4, "integrations/all": 4,
	"integrations/shopify/sandbox/search": 1, "integrations/shopify/sandbox/segment": 1, "integrations/shopify/sandbox/liquid": 1,
	"app/ask": 4, "app/stream": 4, "app/capture": 4, "app/connect": 4, "app/delivery": 4, "app/email": 4, "app/find": 4, "app/export": 4, "app/naming": 4, "app/identity": 4, "app/link": 4, "app/mapping": 4, "app/insight": 4, "app/audit": 4, "app/key": 4, "app/install": 4, "app/learn": 4,
	"app/intake": 4, "app/catalogue": 4, "app/publish": 4, "app/preference": 4, "app/datamap": 4, "app/preview": 4, "app/privacy": 4, "app/profile": 4, "app/retention": 4, "app/reward": 4, "app/recount": 4, "app/freshness": 4, "app/run": 4, "app/settings": 4, "app/template": 4,
	"app/web": 5, "cmd": 6, "app/house": 6,
}

// owner says which packages may import a library: nobody else may know it.
var owner = map[string][]string{
	"gorm.io/":                             {"app/store"},
	"github.com/glebarez/":                 {"app/store", "cmd/bench"},
	"github.com/pressly/goose/":            {"app/store"},
	"github.com/gin-gonic/":                {"app/web", "cmd"},
	"github.com/danielgtaylor/huma/":       {"app/web", "cmd"},
	"github.com/hibiken/asynq":             {"jobs", "cmd"},
	"github.com/alicebob/miniredis/":       {"jobs"},
	"github.com/redis/":                    {"jobs"},
	"github.com/bold-commerce/go-shopify/": {"integrations/shopify"},
	"github.com/golang-jwt/":               {"integrations/shopify"},
	"github.com/vektah/gqlparser/":         {"integrations/shopify"},
	"github.com/prometheus/":               {"cmd"},
	"github.com/alecthomas/kong":           {"cmd"},
	"go.yaml.in/yaml/":                     {"app/written"},
	"github.com/nyaruka/phonenumbers":      {"app/contact"},
	"golang.org/x/net/idna":                {"app/contact"},
	"github.com/parquet-go/":               {"app/export"},
	"github.com/boombuler/":                {"app/qr"},
	"github.com/stretchr/testify/":         {"app/store/storetest", "integrations/integrationtest", "app/web/browsertest"},
	"github.com/jackc/pgx/":                {"app/store", "app/store/storetest", "cmd/bench"},
	"github.com/getkin/":                   {"integrations/integrationtest"},
}

// file is one Go file's place and imports.
type file struct {
	pkg     string // folder below the module, "app/store"
	test    bool
	imports []string
}

// violations lists every import that breaks a rule.
func violations(files []file) []string {
	var found []string
	for _, f := range files {
		for _, imported := range f.imports {
			if problem := violation(f, imported); problem != "" {
				found = append(found, fmt.Sprintf("%s imports %s: %s", f.pkg, imported, problem))
			}
		}
	}
	slices.Sort(found)
	return slices.Compact(found)
}

func violation(f file, imported string) string {
	ours, internal := strings.CutPrefix(imported, module+"/")
	switch {
	case f.test && f.pkg != "app":
		return "" // tests may look anywhere: the compiler refuses cycles
	case internal:
		return ourViolation(f.pkg, ours)
	case f.pkg == "app" && !f.test && strings.Contains(imported, "."):
		return "nouns use the standard library only"
	}
	for prefix, owners := range owner {
		if strings.HasPrefix(imported, prefix) && !f.test && !slices.ContainsFunc(owners, func(o string) bool { return within(f.pkg, o) }) {
			return "only " + strings.Join(owners, ", ") + " may"
		}
	}
	return ""
}

func ourViolation(from, to string) string {
	a, b := levelOf(from), levelOf(to)
	switch {
	case a == 0:
		return from + " has no level: give it one in app/house"
	case b == 0:
		return to + " has no level: give it one in app/house"
	case integration(from) != "" && integration(to) != "" && integration(from) != integration(to) && from != "integrations/all":
		return "an integration never imports its neighbour"
	case within(from, path.Dir(to)) && a == b, within(to, from) && a == b, within(from, to) && a == b:
		return "" // a family: parent, child, siblings in one folder of the same level
	case b >= a:
		return fmt.Sprintf("level %d must not import level %d", a, b)
	}
	return ""
}

func levelOf(pkg string) int {
	for p := pkg; p != "."; p = path.Dir(p) {
		if path.Dir(p) == "integrations" && level[p] == 0 {
			return 3 // a destination, or what they share: no line here for a new one
		}
		if n, ok := level[p]; ok {
			if p == "app" && pkg != "app" {
				return 0
			}
			return n
		}
	}
	return 0
}

// integration is the destination's folder a package belongs to, "" for none.
func integration(pkg string) string {
	parts := strings.Split(pkg, "/")
	if len(parts) < 2 || parts[0] != "integrations" || slices.Contains([]string{"all", "integrationtest", "client", "double"}, parts[1]) {
		return ""
	}
	return parts[1]
}

func within(pkg, folder string) bool { return pkg == folder || strings.HasPrefix(pkg, folder+"/") }

// goFiles reads the imports of every Go file of the project.
func goFiles(t *testing.T) []file {
	t.Helper()
	var files []file
	require.NoError(t, filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == "node_modules" || d.Name() == "testdata" || strings.HasPrefix(d.Name(), ".") && name != root) {
			return filepath.SkipDir
		}
		if !strings.HasSuffix(name, ".go") {
			return nil
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, filepath.Dir(name))
		if err != nil {
			return err
		}
		f := file{pkg: filepath.ToSlash(rel), test: strings.HasSuffix(name, "_test.go")}
		for _, spec := range parsed.Imports {
			imported, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			f.imports = append(f.imports, imported)
		}
		files = append(files, f)
		return nil
	}))
	require.Greater(t, len(files), 20)
	return files
}

func TestImportsPointInward(t *testing.T) {
	t.Parallel()
	require.Empty(t, violations(goFiles(t)))
}

func TestPlantedImportsAreCaught(t *testing.T) {
	t.Parallel()
	for _, planted := range []struct{ pkg, imported, problem string }{
		{"app", "github.com/google/uuid", "nouns use the standard library only"},
		{"app", module + "/app/store", "level 1 must not import level 3"},
		{"app/capture", "gorm.io/gorm", "only app/store may"},
		{"app/delivery", "github.com/gin-gonic/gin", "only app/web, cmd may"},
		{"app/store", module + "/app/capture", "level 3 must not import level 4"},
		{"app/capture", module + "/app/web", "level 4 must not import level 5"},
		{"app/web/admin", "github.com/hibiken/asynq", "only jobs, cmd may"},
		{"integrations/klaviyo", module + "/integrations/shopify", "an integration never imports its neighbour"},
		{"integrations/klaviyo", module + "/app/store", "level 3 must not import level 3"},
		{"app/surprise", module + "/app", "app/surprise has no level: give it one in app/house"},
	} {
		found := violations([]file{{pkg: planted.pkg, imports: []string{planted.imported}}})
		require.Equal(t, []string{planted.pkg + " imports " + planted.imported + ": " + planted.problem}, found)
	}
}

func TestEveryPackageSaysWhatItOwns(t *testing.T) {
	t.Parallel()
	folders := map[string]bool{}
	for _, f := range goFiles(t) {
		if !f.test {
			folders[f.pkg] = true
		}
	}
	for folder := range folders {
		require.NoError(t, packageDoc(os.DirFS(filepath.Join(root, folder))), folder)
	}
}
