package main

import (
	"bytes"
	"cmp"
	"encoding/json"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

const project = "../.."

func readme(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(project, "README.md"))
	require.NoError(t, err)
	return string(text)
}

// matches are the first groups of all matches.
func matches(text, pattern string) (found []string) {
	for _, m := range regexp.MustCompile(pattern).FindAllStringSubmatch(text, -1) {
		found = append(found, m[1])
	}
	return found
}

func TestTheReadmeIsShort(t *testing.T) {
	t.Parallel()
	require.LessOrEqual(t, strings.Count(readme(t), "\n"), 120)
}

func TestEveryMakeTargetOfTheReadmeExistsAndExplainsItself(t *testing.T) {
	t.Parallel()
	makefile, err := os.ReadFile(filepath.Join(project, "Makefile"))
	require.NoError(t, err)
	targets := matches(readme(t), "(?m)(?:^|`)make ([a-z-]+)")
	require.Contains(t, targets, "sandbox")
	require.Contains(t, targets, "test")
	for _, target := range targets {
		require.Regexp(t, `(?m)^`+target+`:.* ## .+`, string(makefile))
	}
}

func TestEveryFuzzTargetIsPartOfTheLongRun(t *testing.T) {
	t.Parallel()
	var targets []string
	require.NoError(t, filepath.WalkDir(project, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() && (entry.Name() == "node_modules" || entry.Name() == ".cache") {
			return cmp.Or(err, fs.SkipDir)
		}
		if !strings.HasSuffix(path, "_test.go") {
			return nil
		}
		text, err := os.ReadFile(path)
		for _, name := range matches(string(text), `(?m)^func (Fuzz\w+)\(`) {
			folder, _ := filepath.Rel(project, filepath.Dir(path))
			targets = append(targets, "./"+filepath.ToSlash(folder)+":"+name)
		}
		return err
	}))
	makefile, err := os.ReadFile(filepath.Join(project, "Makefile"))
	require.NoError(t, err)
	require.ElementsMatch(t, targets, matches(string(makefile), `(\./[a-z/]+:Fuzz\w+)`))
	require.Contains(t, string(makefile), "in $(FUZZED); do")
}

func TestEveryCommandOfTheReadmeExists(t *testing.T) {
	t.Parallel()
	commands := matches(readme(t), `(?m)^bin/askwell ([a-z ]+?)\s*(?:#|$)`)
	require.NotEmpty(t, commands)
	for _, command := range commands {
		var out bytes.Buffer
		require.Zero(t, execute(t.Context(), append(strings.Fields(command), "--help"), os.Getenv, &out), "%s: %s", command, &out)
	}
}

func TestEveryPathOfTheReadmeExists(t *testing.T) {
	t.Parallel()
	text := readme(t)
	paths := append(matches(text, `\]\(([^)#:]+)\)`), matches(text, "`((?:app|jobs|integrations|cmd|admin-ui|extensions|migrations)(?:/[a-z/.-]+)?)`")...)
	require.Greater(t, len(paths), 8)
	for _, path := range paths {
		_, err := os.Stat(filepath.Join(project, path))
		require.NoError(t, err)
	}
}

func TestEveryVariableOfTheReadmeIsASetting(t *testing.T) {
	t.Parallel()
	known := map[string]bool{}
	for _, s := range settings {
		known[s.name], known[s.also] = true, true
	}
	for _, name := range matches(readme(t), "`([A-Z]+(?:_[A-Z]+)*)`") {
		require.True(t, known[name], name)
	}
}

// curls are the README's calls of the sandbox: a path and what is posted to it.
var curls = regexp.MustCompile(`(?m)^curl localhost:8081(/_sandbox/\S+)(?:\s+-d '([^']+)')?`)

func TestEveryCallOfTheReadmeIsAnswered(t *testing.T) {
	t.Parallel()
	r := startSandbox(t)
	called := map[string]bool{}
	for _, call := range curls.FindAllStringSubmatch(readme(t), -1) {
		called[call[1]] = true
		method := http.MethodGet
		if call[2] != "" {
			method = http.MethodPost
		}
		request, err := http.NewRequestWithContext(t.Context(), method, r.shop+call[1], strings.NewReader(call[2]))
		require.NoError(t, err)
		answer, err := http.DefaultClient.Do(request)
		require.NoError(t, err)
		body, err := io.ReadAll(answer.Body)
		require.NoError(t, err)
		require.NoError(t, answer.Body.Close())
		require.Equal(t, http.StatusOK, answer.StatusCode, "%s: %s", call[0], body)
		require.True(t, json.Valid(body), call[0])
	}
	for _, name := range []string{"state", "orders", "tokens", "webhooks", "faults", "clock", "reset"} {
		require.True(t, called["/_sandbox/"+name], name)
	}
}
