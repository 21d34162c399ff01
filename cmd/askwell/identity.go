package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/google/uuid"
)

// appIdentity is what makes two sandboxes different apps: key, secret, encryption
// key. It is kept with a sandbox's data, or what it sealed could not be opened.
type appIdentity map[string]string

func sandboxIdentity(folder string) (appIdentity, error) {
	file := filepath.Join(folder, "identity.json")
	text, err := os.ReadFile(file)
	if err == nil {
		var known appIdentity
		if err := json.Unmarshal(text, &known); err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		return known, nil
	}
	if !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("the sandbox's identity: %w", err)
	}
	fresh := appIdentity{"SHOPIFY_API_KEY": uuid.NewString(), "SHOPIFY_API_SECRET": uuid.NewString(), "ENCRYPTION_KEYS": newKey()}
	if text, err = json.Marshal(fresh); err != nil {
		return nil, err
	}
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return nil, fmt.Errorf("the sandbox's folder: %w", err)
	}
	return fresh, os.WriteFile(file, text, 0o600)
}

// over is the environment of a sandbox: its own identity and addresses always,
// defaults where the environment says nothing.
func (i appIdentity) over(env func(string) string, own map[string]string) func(string) string {
	return func(name string) string {
		if v, ok := i[name]; ok {
			return v
		}
		if v := env(name); v != "" && name != "APP_URL" {
			return v
		}
		return own[name]
	}
}
