package main

import (
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestADemonstrationGoesOnUntilItIsAnother(t *testing.T) {
	dir := t.TempDir()
	made := func() time.Time {
		t.Helper()
		info, err := os.Stat(filepath.Join(dir, "demo.db"))
		if err != nil {
			t.Fatal(err)
		}
		return info.ModTime()
	}
	say := func(args ...string) string {
		t.Helper()
		out, err := run(newRoot(nil), "", append([]string{"demo", "--no-serve", "--data", dir, "--families", "12"}, args...)...)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	if out := say(); !strings.Contains(out, "Made 12 families") {
		t.Errorf("the first time it says %q", out)
	}
	first := made()
	if out := say(); out != "" || made() != first {
		t.Errorf("the second time it says %q", out)
	}
	if out := say("--seed", "9"); !strings.Contains(out, "another seed") || !strings.Contains(out, "Made 12 families") {
		t.Errorf("with another seed it says %q", out)
	}
	if out := say("--seed", "9", "--fresh"); !strings.Contains(out, "Made 12 families") {
		t.Errorf("asked for anew it says %q", out)
	}
}

func TestADemonstrationOfAnotherDayIsMadeAnewUnlessItIsKept(t *testing.T) {
	dir := t.TempDir()
	say := func(args ...string) string {
		t.Helper()
		out, err := run(newRoot(nil), "", append([]string{"demo", "--no-serve", "--data", dir, "--families", "3"}, args...)...)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	say()
	label := filepath.Join(dir, "demo.json")
	text, err := os.ReadFile(label)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, found := strings.Cut(string(text), `"made":"`)
	if !found {
		t.Fatalf("the label reads %s", text)
	}
	if err := os.WriteFile(label, []byte(before+`"made":"2020-01-01`+rest[len("2020-01-01"):]), 0o600); err != nil {
		t.Fatal(err)
	}
	if out := say("--keep"); !strings.Contains(out, "Going on") {
		t.Errorf("kept, it says %q", out)
	}
	if out := say(); !strings.Contains(out, "of another day") || !strings.Contains(out, "Made 3 families") {
		t.Errorf("on another day it says %q", out)
	}
}

func TestADemonstrationDoesNotTouchAnythingWhereSomethingElseListens(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	dir := filepath.Join(t.TempDir(), "demo")
	_, err = run(newRoot(nil), "", "demo", "--data", dir, "--addr", taken.Addr().String())
	if err == nil || !strings.Contains(err.Error(), "HOLDFAST_ADDR") {
		t.Errorf("it says %v", err)
	}
	if _, err := os.Stat(dir); !os.IsNotExist(err) {
		t.Errorf("the folder was made: %v", err)
	}
	if _, err := run(newRoot(nil), "", "demo", "--families", "0", "--no-serve", "--data", dir); err == nil {
		t.Error("a demonstration of nobody is made")
	}
}
