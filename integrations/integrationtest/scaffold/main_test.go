package main

import (
	"encoding/json"
	"go/format"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

// repository is the root, seen from here.
const repository = "../../.."

// begun is a copy of what a new destination touches, and the way the compiler is told to
// see it in the repository's place.
func begun(t *testing.T, name string) (root, overlay string) {
	t.Helper()
	root = t.TempDir()
	text, err := os.ReadFile(filepath.Join(repository, list))
	require.NoError(t, err)
	require.NoError(t, os.MkdirAll(filepath.Join(root, filepath.Dir(list)), 0o750))
	require.NoError(t, os.WriteFile(filepath.Join(root, list), text, 0o600))
	require.NoError(t, begin(root, name, io.Discard))

	at, err := filepath.Abs(repository)
	require.NoError(t, err)
	replace := map[string]string{}
	require.NoError(t, filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			below, _ := filepath.Rel(root, path)
			replace[filepath.Join(at, below)] = path
		}
		return err
	}))
	text, err = json.Marshal(map[string]any{"Replace": replace})
	require.NoError(t, err)
	overlay = filepath.Join(t.TempDir(), "overlay.json")
	require.NoError(t, os.WriteFile(overlay, text, 0o600))
	return root, overlay
}

// compile runs the go command in the repository.
func compile(t *testing.T, arguments ...string) {
	t.Helper()
	one := exec.CommandContext(t.Context(), "go", arguments...)
	one.Dir = repository
	out, err := one.CombinedOutput()
	require.NoError(t, err, string(out))
}

func TestWhatIsBegunCompilesAndFailsUntilItIsWritten(t *testing.T) {
	t.Parallel()
	root, overlay := begun(t, "acme")
	compile(t, "build", "-overlay", overlay, "./integrations/all")
	suite := filepath.Join(root, "acme.test")
	compile(t, "test", "-overlay", overlay, "-vet=off", "-c", "-o", suite, "./integrations/acme")

	out, err := exec.CommandContext(t.Context(), suite, "-test.v").CombinedOutput()
	require.Error(t, err, "nothing is written yet")
	require.Contains(t, string(out), "Apply is not written yet")
	require.Contains(t, string(out), "--- PASS: TestAcmeKeepsTheContractOfDestinations/a_good_connection_is_proven", "what is written works")
}

func TestANewDestinationIsOneFolderAndOneLine(t *testing.T) {
	t.Parallel()
	root, _ := begun(t, "acme")
	before, err := os.ReadFile(filepath.Join(repository, list))
	require.NoError(t, err)
	after, err := os.ReadFile(filepath.Join(root, list))
	require.NoError(t, err)
	require.Contains(t, string(after), "\tacme.Provider{Client: by},\n\t}\n}")
	require.Len(t, after, len(before)+len("\t\"github.com/askwell/askwell/integrations/acme\"\n\t\tacme.Provider{Client: by},\n"))

	entries, err := os.ReadDir(filepath.Join(root, "integrations", "acme"))
	require.NoError(t, err)
	var made []string
	for _, e := range entries {
		made = append(made, e.Name())
		if filepath.Ext(e.Name()) == ".go" {
			text, err := os.ReadFile(filepath.Join(root, "integrations", "acme", e.Name()))
			require.NoError(t, err)
			formatted, err := format.Source(text)
			require.NoError(t, err)
			require.Equal(t, string(formatted), string(text))
		}
	}
	require.Equal(t, []string{"acme.go", "acme_test.go", "double.go", "setup.md"}, made)
	require.Error(t, begin(root, "acme", io.Discard), "what is there is not written over")
}

func TestANameThatCannotBeAPackagesIsRefused(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"", "a", "Acme", "acme-two", "../acme", "1acme", "ac me"} {
		require.Error(t, begin(t.TempDir(), name, io.Discard), name)
	}
}
