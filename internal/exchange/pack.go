package exchange

import (
	"archive/zip"
	"bytes"
	_ "embed"
	"encoding/json"
	"fmt"
	"html/template"

	"holdfast/internal/access"
	"holdfast/internal/i18n"
	"holdfast/internal/store"
)

// page is the copy as people read it: one file that opens in any browser, without
// a line of script and without anything from elsewhere.
//
//go:embed page.html
var page string

// FileName is what the copy is called where it is kept: it says nothing.
const FileName = "copy.zip"

// pack makes the file: a page to read and the same as JSON.
func (s *Service) pack(tx *store.Tx, who access.Actor, c Copy) ([]byte, error) {
	team, err := s.rooms.Accounts.ServiceIn(tx, c.Service)
	if err != nil {
		return nil, err
	}
	p := s.printer(team.Lang, team.Zone)
	record, err := s.gather(tx, who, c, p)
	if err != nil {
		return nil, err
	}
	html, err := render(p, record)
	if err != nil {
		return nil, fmt.Errorf("page of copy %s: %w", c.ID, err)
	}
	data, err := json.MarshalIndent(record, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("data of copy %s: %w", c.ID, err)
	}
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, file := range []struct {
		name string
		body []byte
	}{{"read.html", html}, {"data.json", data}} {
		w, err := z.Create(file.name)
		if err != nil {
			return nil, err
		}
		if _, err := w.Write(file.body); err != nil {
			return nil, err
		}
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// render writes the page in the printer's words.
func render(p i18n.Printer, r Record) ([]byte, error) {
	t, err := template.New("page").Funcs(template.FuncMap{
		"t": p.T, "day": p.DateYear, "at": p.At, "lang": p.Lang, "dir": p.Dir,
		"channel": func(c string) string { return p.T("reach.label." + c) },
		"mark":    func(m string) string { return p.T("copy.mark." + m) },
		"contact": func(k string) string { return p.T("copy.contact." + k) },
		"visit":   func(k string) string { return p.T("copy.visit." + k) },
	}).Parse(page)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	if err := t.Execute(&out, r); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}
