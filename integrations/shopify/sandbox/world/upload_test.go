package world_test

import (
	"os"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

const gigabyte = 1 << 30

// received is a file the storage was given, as large as it says.
func received(t *testing.T, w *world.World, shop *world.Shop, size int64) *world.Upload {
	t.Helper()
	file, name, err := w.Files.Create()
	require.NoError(t, err)
	require.NoError(t, file.Close())
	u := &world.Upload{Key: w.StagedKey(shop, "bulk", "vars.jsonl"), Size: size, File: name}
	w.Receive(u)
	return u
}

func there(w *world.World, name string) bool {
	file, err := w.Files.Open(name)
	if err == nil {
		_ = file.Close()
	}
	return err == nil
}

func TestTheOldestFilesMakeRoomUnlessTheyAreNeeded(t *testing.T) {
	t.Parallel()
	w, shop := newWorld(t, "")
	t.Cleanup(w.Files.Close)
	needed := received(t, w, shop, gigabyte)
	op := w.StartBulk(shop, &world.BulkOperation{Type: "MUTATION", Variables: needed.File})
	first := received(t, w, shop, gigabyte)
	second := received(t, w, shop, 1)
	require.Nil(t, shop.Upload(first.Key))
	require.False(t, there(w, first.File))
	require.True(t, there(w, second.File))
	require.True(t, there(w, needed.File))

	require.NoError(t, w.WriteBulk(op, []byte("{}\n")))
	op.Size = 2 * gigabyte
	w.EndBulk(shop, op, world.BulkCompleted, "")
	require.NotEmpty(t, w.ResultURL(op))
	require.Empty(t, shop.Uploads)
	require.False(t, there(w, needed.File), "nobody needs it any more")
	received(t, w, shop, 1)
	require.Empty(t, w.ResultURL(op))
	require.Equal(t, world.BulkExpired, op.Status)
}

func TestAFileInUseOutlivesItsUpload(t *testing.T) {
	t.Parallel()
	w, shop := newWorld(t, "")
	t.Cleanup(w.Files.Close)
	u := received(t, w, shop, 1)
	op := w.StartBulk(shop, &world.BulkOperation{Type: "MUTATION", Variables: u.File})
	again := &world.Upload{Key: u.Key, Size: 2, File: received(t, w, shop, 2).File}
	w.Receive(again)
	require.Equal(t, again, shop.Upload(u.Key))
	require.True(t, there(w, u.File))
	w.EndBulk(shop, op, world.BulkFailed, "INTERNAL_SERVER_ERROR")
	require.False(t, there(w, u.File))
}

func TestUploadsAreForgottenAfterAWeekAndBeyondAThousand(t *testing.T) {
	t.Parallel()
	w, shop := newWorld(t, "")
	t.Cleanup(w.Files.Close)
	old := received(t, w, shop, 1)
	for range 1000 {
		received(t, w, shop, 1)
	}
	require.Len(t, shop.Uploads, 1000)
	require.Nil(t, shop.Upload(old.Key))
	w.Advance(8 * 24 * time.Hour)
	w.AgeFiles()
	require.Empty(t, shop.Uploads)
}

func TestAnUploadOfNoShopIsNotKept(t *testing.T) {
	t.Parallel()
	w, _ := newWorld(t, "")
	t.Cleanup(w.Files.Close)
	file, name, err := w.Files.Create()
	require.NoError(t, err)
	require.NoError(t, file.Close())
	w.Receive(&world.Upload{Key: "tmp", File: name})
	require.False(t, there(w, name))
}

func TestOperationsBeyondTwoHundredAreForgottenTheOldestFirst(t *testing.T) {
	t.Parallel()
	w, shop := newWorld(t, "")
	t.Cleanup(w.Files.Close)
	waiting := w.StartBulk(shop, &world.BulkOperation{Type: "QUERY"})
	for range 250 {
		w.EndBulk(shop, w.StartBulk(shop, &world.BulkOperation{Type: "QUERY"}), world.BulkCompleted, "")
	}
	w.AgeFiles()
	require.Len(t, shop.Bulk, 200)
	require.Equal(t, waiting, shop.Bulk[0], "what has not ended stays")
}

func TestFilesLeaveNothingBehindInATemporaryFolder(t *testing.T) {
	t.Parallel()
	files := world.NewFiles("")
	file, name, err := files.Create()
	require.NoError(t, err)
	path := file.Name()
	require.NoError(t, file.Close())
	_, err = files.Open("../" + name)
	require.Error(t, err, "no way out of the folder")
	files.Sweep(nil)
	require.FileExists(t, path, "there is nothing from before in a temporary folder")
	files.Close()
	require.NoDirExists(t, strings.TrimSuffix(path, name))
	_, _, err = files.Create()
	require.ErrorIs(t, err, os.ErrClosed)
}
