package sandbox

import (
	"encoding/xml"
	"errors"
	"io"
	"mime/multipart"
	"net/http"

	"github.com/askwell/askwell/integrations/shopify/sandbox/world"
)

// The cloud storage over HTTP: files are posted or put there, and the results of
// bulk operations are read from it.

// Bounds of what is taken in.
const (
	maxField       = 16 << 10 // one field of a form
	maxFields      = 40
	maxPut         = 128 << 20 // a signed address takes more than a bulk operation does
	parallelStores = 8
)

// storage lists its routes.
func (s *Sandbox) storage(mux *http.ServeMux) {
	places := make(chan struct{}, parallelStores)
	taking := func(take func(*http.Request) (*world.Upload, error), answer func(http.ResponseWriter, *world.Upload)) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			select {
			case places <- struct{}{}:
				defer func() { <-places }()
			default:
				s.refuseStorage(w, &world.StorageError{Code: "SlowDown", Message: "Please reduce your request rate."})
				return
			}
			u, err := take(r)
			if err != nil {
				s.refuseStorage(w, err)
				return
			}
			answer(w, u)
		}
	}
	mux.HandleFunc("POST "+world.Storage+"{$}", taking(s.takeForm, s.postedFile))
	mux.HandleFunc("PUT "+world.Storage+"{key...}", taking(s.takeFile, func(w http.ResponseWriter, _ *world.Upload) { w.WriteHeader(http.StatusOK) }))
	mux.HandleFunc("GET "+world.Storage+"{key...}", s.giveResult)
}

// takeForm reads a form whose fields come before its file, as the storage wants
// them: what stands behind the file does not count.
func (s *Sandbox) takeForm(r *http.Request) (*world.Upload, error) {
	parts, err := r.MultipartReader()
	if err != nil {
		return nil, &world.StorageError{Code: "InvalidArgument", Message: "Invalid argument.", Details: "The body is not a multipart form."}
	}
	form := map[string]string{}
	for range maxFields {
		part, err := parts.NextPart()
		if err != nil {
			return nil, &world.StorageError{Code: "InvalidArgument", Message: "POST requires exactly one file upload per request."}
		}
		if part.FormName() == "file" {
			return s.takePart(part, form)
		}
		text, err := io.ReadAll(io.LimitReader(part, maxField+1))
		if err != nil || len(text) > maxField {
			return nil, &world.StorageError{Code: "MaxPostPreDataLengthExceeded", Message: "Your POST request fields preceding the upload file were too large."}
		}
		form[part.FormName()] = string(text)
	}
	return nil, &world.StorageError{Code: "InvalidArgument", Message: "Invalid argument.", Details: "Too many fields."}
}

func (s *Sandbox) takePart(part *multipart.Part, form map[string]string) (*world.Upload, error) {
	s.world.Lock()
	size, refused := s.world.CheckForm(form)
	s.world.Unlock()
	if refused != nil {
		return nil, refused
	}
	return s.store(form["key"], part, size)
}

func (s *Sandbox) takeFile(r *http.Request) (*world.Upload, error) {
	key := r.PathValue("key")
	s.world.Lock()
	refused := s.world.CheckAddress(key, r.URL.Query())
	s.world.Unlock()
	if refused != nil {
		return nil, refused
	}
	return s.store(key, r.Body, world.Span{Most: maxPut})
}

// store writes a file and, when it is whole, keeps it under its key.
func (s *Sandbox) store(key string, from io.Reader, size world.Span) (*world.Upload, error) {
	file, name, err := s.world.Files.Create()
	if err != nil {
		return nil, err
	}
	u := &world.Upload{Key: key, File: name}
	u.Size, err = io.Copy(file, io.LimitReader(from, size.Most+1))
	err = errors.Join(err, file.Close())
	switch {
	case err != nil:
	case u.Size > size.Most:
		err = &world.StorageError{Code: "EntityTooLarge", Message: "Your proposed upload is larger than the maximum object size specified in your Policy Document."}
	case u.Size < size.Least:
		err = &world.StorageError{Code: "EntityTooSmall", Message: "Your proposed upload is smaller than the minimum object size specified in your Policy Document."}
	}
	if err != nil {
		s.world.Files.Remove(name)
		return nil, err
	}
	s.world.Lock()
	s.world.Receive(u)
	s.world.Unlock()
	s.world.Changed()
	return u, nil
}

// posted is the storage's answer to a form.
type posted struct {
	XMLName  xml.Name `xml:"PostResponse"`
	Location string
	Bucket   string
	Key      string
}

func (s *Sandbox) postedFile(w http.ResponseWriter, u *world.Upload) {
	location := s.world.StorageURL(u.Key)
	w.Header().Set("Location", location)
	writeXML(w, http.StatusCreated, posted{Location: location, Bucket: world.UploadBucket, Key: u.Key})
}

// giveResult sends what a bulk operation wrote.
func (s *Sandbox) giveResult(w http.ResponseWriter, r *http.Request) {
	s.world.Lock()
	op, refused := s.world.ResultAt(r.PathValue("key"), r.URL.Query())
	var result world.BulkOperation
	if op != nil {
		result = *op
	}
	s.world.Unlock()
	if refused != nil {
		s.refuseStorage(w, refused)
		return
	}
	file, err := s.world.Files.Open(result.Result)
	if err != nil {
		s.refuseStorage(w, err)
		return
	}
	defer func() { _ = file.Close() }() // only read
	w.Header().Set("Content-Type", "application/jsonl")
	w.Header().Set("Content-Disposition", result.Disposition())
	http.ServeContent(w, r, "", result.EndedAt, io.NewSectionReader(file, 0, result.Size))
}

// refused is the storage's answer to what it does not do.
type refused struct {
	XMLName xml.Name `xml:"Error"`
	Code    string
	Message string
	Details string `xml:",omitempty"`
}

var storageStatus = map[string]int{
	"AccessDenied": http.StatusForbidden, "SignatureDoesNotMatch": http.StatusForbidden,
	"NoSuchKey": http.StatusNotFound, "SlowDown": http.StatusTooManyRequests, "InternalError": http.StatusInternalServerError,
}

func (s *Sandbox) refuseStorage(w http.ResponseWriter, err error) {
	var known *world.StorageError
	if !errors.As(err, &known) {
		s.log.Error("sandbox: storage", "error", err)
		known = &world.StorageError{Code: "InternalError", Message: "We encountered an internal error. Please try again."}
	}
	status, ok := storageStatus[known.Code]
	if !ok {
		status = http.StatusBadRequest
	}
	writeXML(w, status, refused{Code: known.Code, Message: known.Message, Details: known.Details})
}

func writeXML(w http.ResponseWriter, status int, body any) {
	text, err := xml.Marshal(body)
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/xml; charset=UTF-8")
	w.WriteHeader(status)
	_, _ = w.Write(append([]byte(xml.Header), text...))
}
