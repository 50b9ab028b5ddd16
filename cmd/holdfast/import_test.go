package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestImportAnswers(t *testing.T) {
	d := deploy(t)
	d.settle()
	file := func(rows string) string {
		path := filepath.Join(d.dir, "answers.csv")
		if err := os.WriteFile(path, []byte("E1,E2,E3,E4,E5,E6,E7,E8,E9,E10\n"+rows), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	args := func(name, path string) []string {
		return []string{
			"import", "answers", "--name", name, "--source", "Made up for a test", "--instrument", "epds",
			"--columns", "E1..E10", "--scored", "--in", path,
		}
	}
	good := "1,1,1,1,1,1,1,1,1,1\n1,,1,1,1,1,1,1,1,3\n"
	if out := d.must(args("A study", file(good))...); out != "A study: 2 people, 1 of them answered every item\n" {
		t.Errorf("says %q", out)
	}
	for _, tt := range []struct {
		name, study, rows string
		want              []string
	}{
		{"the same name again", "A study", good, []string{"A study", "Nothing was imported"}},
		{"a bad cell", "Another", good + "1,1,1,1,9,1,1,1,1,1\n", []string{"line 4", "E5"}},
		{"no answers", "Another", "", []string{"no answers"}},
	} {
		out, err := d.run(args(tt.study, file(tt.rows))...)
		for _, want := range tt.want {
			if err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("%s: %q, %v; want %q", tt.name, out, err, want)
			}
		}
	}
	d.must(args("Another", file(good))...) // nothing of the refused file was kept
	if _, err := d.run(append(args("Third", file(good)), "--service", "elsewhere")...); err == nil || !strings.Contains(err.Error(), `no service "elsewhere"`) {
		t.Errorf("another service: %v", err)
	}
}
