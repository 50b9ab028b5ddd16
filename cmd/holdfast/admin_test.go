package main

import (
	"net"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// deployment is a place on disk with a key and settings of its own.
type deployment struct {
	t   *testing.T
	dir string
	env []string
}

func deploy(t *testing.T) *deployment {
	t.Helper()
	d := &deployment{t: t, dir: t.TempDir()}
	d.must("key", filepath.Join(d.dir, "key"))
	d.env = []string{
		"HOLDFAST_DATABASE=sqlite:" + filepath.Join(d.dir, "holdfast.db"),
		"HOLDFAST_KEY_FILE=" + filepath.Join(d.dir, "key"),
		"HOLDFAST_BASE_URL=https://groups.example.org",
	}
	return d
}

func (d *deployment) run(args ...string) (string, error) {
	return run(newRoot(d.env), "", args...)
}

func (d *deployment) must(args ...string) string {
	d.t.Helper()
	out, err := d.run(args...)
	if err != nil {
		d.t.Fatalf("holdfast %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return out
}

func (d *deployment) settle() {
	d.must("service", "add", "--slug", "harbour-lane", "--name", "Harbour Lane", "--zone", "Europe/London")
}

func TestAServiceAndItsFirstUser(t *testing.T) {
	d := deploy(t)
	d.settle()
	if out := d.must("service", "list"); out != "harbour-lane\tHarbour Lane\tEurope/London\n" {
		t.Errorf("services: %q", out)
	}
	out := d.must("user", "add", "--name", "Dana Whitlock", "--email", "dana@example.org", "--role", "coordinator,lead")
	link := regexp.MustCompile(`https://groups\.example\.org/enrol/\S{20,}`)
	first := link.FindString(out)
	if first == "" || !strings.Contains(out, "Dana Whitlock") {
		t.Errorf("adding says:\n%s", out)
	}
	again := link.FindString(d.must("user", "reset", "--email", "DANA@example.org"))
	if again == "" || again == first {
		t.Errorf("after a reset the link is %s", again)
	}
}

func TestWhatUserAndServiceRefuse(t *testing.T) {
	d := deploy(t)
	d.must("migrate")
	add := []string{"user", "add", "--name", "Dana", "--email", "dana@example.org", "--role", "lead"}
	refused := func(want string, args ...string) {
		t.Helper()
		if out, err := d.run(args...); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("holdfast %s says %q, %v", strings.Join(args, " "), out, err)
		}
	}
	refused("service add", add...)
	d.settle()
	refused("Choose roles", append(add, "--role", "king")...)
	refused("no service \"elsewhere\"", append(add, "--service", "elsewhere")...)
	refused("nobody in Harbour Lane", "user", "reset", "--email", "nobody@example.org")
	d.must("service", "add", "--slug", "other", "--name", "Other", "--zone", "UTC")
	refused("say which with --service", add...)
	d.env = append(d.env, "HOLDFAST_BASE_URL=", "HOLDFAST_ADDR=0.0.0.0:80")
	refused("HOLDFAST_BASE_URL is not set", append(add, "--service", "other")...)
}

func TestBackupAndRestore(t *testing.T) {
	d := deploy(t)
	d.settle()
	live, copied := filepath.Join(d.dir, "holdfast.db"), filepath.Join(d.dir, "tuesday.backup")
	d.must("backup", copied)
	if _, err := d.run("backup", copied); err == nil {
		t.Error("a copy was written over")
	}
	if _, err := d.run("restore", copied); err == nil || !strings.Contains(err.Error(), "move it away first") {
		t.Errorf("restoring over a database: %v", err)
	}
	d.putAway()
	if _, err := d.run("restore", copied); err == nil || !strings.Contains(err.Error(), "--without-pledges") {
		t.Errorf("restoring although nobody knows what must not be forgotten: %v", err)
	}
	if left, _ := filepath.Glob(live + "*arriving*"); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
	if out := d.must("restore", copied, "--without-pledges"); !strings.Contains(out, "Ask the people who work there") {
		t.Errorf("says %q", out)
	}
	if out := d.must("service", "list"); !strings.Contains(out, "Harbour Lane") {
		t.Errorf("after restoring: %q", out)
	}
	d.must("verify")
}

// putAway moves the database away, as somebody does whose disk is doubtful.
func (d *deployment) putAway() (gone string) {
	d.t.Helper()
	live := filepath.Join(d.dir, "holdfast.db")
	gone = live + ".gone"
	for _, suffix := range []string{"", "-wal", "-shm"} {
		if err := os.Rename(live+suffix, gone+suffix); err != nil && !os.IsNotExist(err) {
			d.t.Fatal(err)
		}
	}
	return gone
}

func TestABadCopyLeavesNoTrace(t *testing.T) {
	d := deploy(t)
	bad := filepath.Join(d.dir, "bad.backup")
	if err := os.WriteFile(bad, []byte(strings.Repeat("not a database ", 1000)), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := d.run("restore", bad); err == nil {
		t.Error("it was put in place")
	}
	left, err := filepath.Glob(filepath.Join(d.dir, "holdfast.db*"))
	if err != nil || len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestVerify(t *testing.T) {
	d := deploy(t)
	d.settle()
	if out := d.must("verify", "--head", filepath.Join(d.dir, "head")); !strings.Contains(out, "The record is whole") {
		t.Errorf("says %q", out)
	}
	if err := os.WriteFile(filepath.Join(d.dir, "head"), []byte(`{"Number":7,"MAC":"00"}`), 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := d.run("verify", "--head", filepath.Join(d.dir, "head")); err == nil || !strings.Contains(err.Error(), "not whole") {
		t.Errorf("a record that was longer once: %q, %v", out, err)
	}
}

func TestDoctor(t *testing.T) {
	d := deploy(t)
	if out, err := d.run("doctor"); err == nil || !strings.Contains(out, "BROKEN  database") {
		t.Errorf("before the first migration: %v\n%s", err, out)
	}
	d.settle()
	mail, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer mail.Close()
	_, port, _ := net.SplitHostPort(mail.Addr().String())
	d.env = append(d.env, "HOLDFAST_SMTP_HOST=127.0.0.1", "HOLDFAST_SMTP_PORT="+port, "HOLDFAST_SMTP_FROM=post@example.org")
	out := d.must("doctor")
	for _, line := range []string{"ok      settings", "ok      database", "1 services", "ok      work", "ok      files", "look    pledges", "ok      mail", "clock"} {
		if !strings.Contains(out, line) {
			t.Errorf("does not say %q:\n%s", line, out)
		}
	}
	mail.Close()
	if out, err := d.run("doctor"); err == nil || !strings.Contains(out, "BROKEN  mail") {
		t.Errorf("without a mail server: %v\n%s", err, out)
	}
	if out, err := d.run("doctor", "--base-url", "http://groups.example.org"); err == nil || !strings.Contains(out, "not encrypted on its way") {
		t.Errorf("without https: %v\n%s", err, out)
	}
}

func TestKeyIsNeverWrittenOver(t *testing.T) {
	d := deploy(t)
	path := filepath.Join(d.dir, "key")
	before, _ := os.ReadFile(path)
	if _, err := d.run("key", path); err == nil {
		t.Error("the key was written over")
	}
	if after, _ := os.ReadFile(path); string(after) != string(before) {
		t.Error("the key has changed")
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the key's file is %v", info.Mode())
	}
	if out := d.must("key"); len(strings.TrimSpace(out)) != 44 {
		t.Errorf("a key of %s characters", strconv.Itoa(len(out)))
	}
}
