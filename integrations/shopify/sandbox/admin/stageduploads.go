package admin

import (
	"path"
	"strconv"
	"strings"

	"github.com/google/uuid"

	"github.com/askwell/askwell/integrations/shopify/sandbox/graphql"
	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

// staged is one kind of file that can be uploaded: the folder it goes to and
// how large it may be when posted.
type staged struct {
	folder, putFolder string // putFolder where it differs
	most              int64
	hidden            bool // its name is not kept
	bare              bool // resourceUrl is where to upload, not what will be there
}

const megabyte = 1 << 20

// stagedKinds are the kinds Shopify keeps among the files of the shop.
var stagedKinds = map[string]staged{
	"BULK_MUTATION_VARIABLES": {folder: "bulk", most: maxVariables, bare: true},
	"URL_REDIRECT_IMPORT":     {folder: "redirect_imports", most: 20 * megabyte, bare: true},
	"RETURN_LABEL":            {folder: "return_labels", most: 20 * megabyte, hidden: true},
	"DISPUTE_FILE_UPLOAD":     {folder: "payments_file_uploads", most: 20 * megabyte},
	"FILE":                    {folder: "files", most: 20 * megabyte},
	"IMAGE":                   {folder: "products", putFolder: "files", most: 20 * megabyte},
	"PRODUCT_IMAGE":           {folder: "products", most: 20 * megabyte},
	"COLLECTION_IMAGE":        {folder: "collections", most: 20 * megabyte},
}

// sized are the kinds that go elsewhere and must say how large they are.
var sized = map[string]string{"VIDEO": "video", "MODEL_3D": "3D model"}

var imageTypes = map[string]bool{
	"image/png": true, "image/jpeg": true, "image/jpg": true, "image/gif": true, "image/webp": true,
	"image/heic": true, "image/heif": true, "image/svg+xml": true, "image/tiff": true, "image/bmp": true,
}

func (s *session) stagedUploadsCreate(a args) (any, error) {
	inputs, _ := a["input"].([]any)
	var targets []any
	var errs []world.UserError
	for i, input := range inputs {
		in, _ := input.(args)
		refused, err := refusedUpload(in)
		if err != nil {
			return nil, err
		}
		if refused == nil {
			targets = append(targets, s.target(in))
			continue
		}
		refused.Field = []string{"input", strconv.Itoa(i), refused.Field[0]}
		errs = append(errs, *refused)
		targets = append(targets, object{"__typename": "StagedMediaUploadTarget", "url": nil, "resourceUrl": nil, "parameters": []any{}})
	}
	return s.payload("StagedUploadsCreatePayload", "UserError", object{"stagedTargets": anys(targets)}, errs...), nil
}

// refusedUpload says what is wrong with a wish to upload. An error refuses the
// whole call.
func refusedUpload(in args) (*world.UserError, error) {
	kind, mime := world.Text(in, "resource"), world.Text(in, "mimeType")
	switch {
	case kind == "SHOP_IMAGE":
		err := graphql.Coded("ACCESS_DENIED", "Access denied for stagedUploadsCreate field.")
		err.Extensions["documentation"] = "https://shopify.dev/api/usage/access-scopes"
		return nil, err
	case sized[kind] != "" && in["fileSize"] == nil:
		return &world.UserError{Field: []string{"fileSize"}, Message: "file size is required for " + sized[kind] + " resources"}, nil
	case sized[kind] != "":
		return nil, graphql.Coded("NOT_IMPLEMENTED", "not implemented in the sandbox: uploads of "+kind)
	case strings.HasSuffix(kind, "IMAGE") && !imageTypes[strings.ToLower(mime)]:
		return &world.UserError{Field: []string{"mimeType"}, Message: world.Text(in, "filename") + ": (" + mime + ") is not a recognized format"}, nil
	}
	return nil, nil
}

// target is where to put a file, and the form to post it with.
func (s *session) target(in args) object {
	kind := stagedKinds[world.Text(in, "resource")]
	folder, name, mime := kind.folder, world.Text(in, "filename"), world.Text(in, "mimeType")
	put := world.Text(in, "httpMethod") != "POST"
	if put && kind.putFolder != "" {
		folder = kind.putFolder
	}
	if kind.hidden {
		name = strings.ReplaceAll(uuid.NewString(), "-", "") + path.Ext(name)
	}
	key := s.world.StagedKey(s.shop, folder, name)
	address, fields := s.world.StorageURL(""), s.world.SignForm(key, mime, world.Span{Least: 1, Most: kind.most})
	if put {
		address, fields = s.world.SignAddress(key), []world.Parameter{{Name: "content_type", Value: mime}, {Name: "acl", Value: "private"}}
	}
	resource := s.world.StorageURL(key)
	if kind.bare {
		resource = address
	}
	parameters := make([]any, len(fields))
	for i, f := range fields {
		parameters[i] = object{"__typename": "StagedUploadParameter", "name": f.Name, "value": f.Value}
	}
	return object{"__typename": "StagedMediaUploadTarget", "url": address, "resourceUrl": resource, "parameters": parameters}
}
