package integrations_test

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/app"
	"github.com/askwell/askwell/integrations"
)

func TestSettingsAreTrimmedAndTheWrongOnesNamed(t *testing.T) {
	t.Parallel()
	spec := integrations.Spec{Fields: []integrations.Field{
		{Key: "api_key", Label: "API key", Required: true},
		{Key: "region", Label: "Region", Choices: []integrations.Choice{{Value: "eu"}, {Value: "us"}}},
	}}
	settings, err := spec.Settings(map[string]string{"api_key": " key\n", "region": "eu", "other": "x"})
	require.NoError(t, err)
	require.Equal(t, map[string]string{"api_key": "key", "region": "eu"}, settings)

	_, err = spec.Settings(map[string]string{"api_key": "key"})
	require.NoError(t, err, "what is not required may be empty")

	_, err = spec.Settings(map[string]string{"api_key": " ", "region": "moon"})
	require.True(t, app.Is(err, app.Invalid))
	var wrong *app.Error
	require.True(t, errors.As(err, &wrong))
	require.Equal(t, []app.FieldError{
		{Field: "api_key", Code: "required", Message: "API key is needed."},
		{Field: "region", Code: "choice", Message: "Region is none of the choices."},
	}, wrong.Fields)
}
