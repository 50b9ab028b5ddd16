package main

import (
	"bytes"
	"encoding/hex"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestTheSettingsPageTellsTheTruth(t *testing.T) {
	written, err := os.ReadFile("../../docs/howto/settings.md")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(written), settingsTable()) {
		t.Errorf("docs/howto/settings.md is out of date: replace its table by what `holdfast settings` prints\n%s", settingsTable())
	}
}

func TestEverySettingExplainsItself(t *testing.T) {
	root := newRoot(nil)
	serve, _, err := root.Find([]string{"serve"})
	if err != nil {
		t.Fatal(err)
	}
	for _, each := range readSettings(nil).list() {
		if each.Help == "" || !strings.HasSuffix(each.Help, ".") {
			t.Errorf("%s has no sentence", each.Variable)
		}
		if each.Flag != "" && serve.Flags().Lookup(each.Flag) == nil {
			t.Errorf("serve has no flag --%s", each.Flag)
		}
		if secret := strings.HasSuffix(each.Variable, "KEY") || strings.HasSuffix(each.Variable, "PASSWORD"); secret != (each.Flag == "") {
			t.Errorf("%s: a secret has no flag, everything else has one", each.Variable)
		}
	}
}

func TestWhereSettingsComeFrom(t *testing.T) {
	key := bytes.Repeat([]byte{7}, 32)
	file := filepath.Join(t.TempDir(), "password")
	if err := os.WriteFile(file, []byte("hunter22\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	environ := []string{"HOLDFAST_KEY=" + hex.EncodeToString(key), "HOLDFAST_ADDR=127.0.0.1:9999", "HOLDFAST_SMTP_PORT=25", "HOLDFAST_SMTP_PASSWORD_FILE=" + file, "ADDR=nonsense"}
	s := readSettings(environ)
	cmd := serveCommand(s)
	if err := cmd.ParseFlags([]string{"--smtp-port", "2525"}); err != nil {
		t.Fatal(err)
	}
	c, err := s.config(os.Stderr)
	if err != nil {
		t.Fatal(err)
	}
	if c.Mail.Port != 2525 || c.Addr != "127.0.0.1:9999" || c.BaseURL != "http://127.0.0.1:9999" || c.Mail.Password != "hunter22" || !bytes.Equal(c.Key, key) {
		t.Errorf("a flag over the environment over what stands: %+v", c.Mail)
	}
	if usage := cmd.UsageString(); strings.Contains(usage, "hunter22") || strings.Contains(usage, hex.EncodeToString(key)) {
		t.Error("help shows a secret")
	}
}

func TestSettingsThatCannotBe(t *testing.T) {
	for _, tt := range []struct {
		name    string
		environ []string
		say     string
	}{
		{"no key", nil, "holdfast key"},
		{"a key too short", []string{"HOLDFAST_KEY=c2hvcnQ="}, "not 32 bytes"},
		{"a key twice", []string{"HOLDFAST_KEY=x", "HOLDFAST_KEY_FILE=/y"}, "not both"},
		{"a key file that is not there", []string{"HOLDFAST_KEY_FILE=/no/such/file"}, "HOLDFAST_KEY_FILE"},
		{"a port in words", []string{"HOLDFAST_SMTP_PORT=smtp"}, "SMTPPort"},
		{"a format nobody reads", []string{"HOLDFAST_KEY=" + strings.Repeat("00", 32), "HOLDFAST_LOG_FORMAT=xml"}, "text or json"},
		{"a level nobody knows", []string{"HOLDFAST_KEY=" + strings.Repeat("00", 32), "HOLDFAST_LOG_LEVEL=loud"}, "debug, info"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := readSettings(tt.environ).config(os.Stderr); err == nil || !strings.Contains(err.Error(), tt.say) {
				t.Errorf("says %v", err)
			}
		})
	}
}

func TestTheTableIsWrittenIntoItsPage(t *testing.T) {
	path := filepath.Join(t.TempDir(), "settings.md")
	if err := os.WriteFile(path, []byte("# Before\n\n"+tableHead+"| old | x | y | z |\n\nAfter\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := run(newRoot(nil), "", "settings", "--into", path); err != nil {
		t.Fatal(err)
	}
	if got, _ := os.ReadFile(path); string(got) != "# Before\n\n"+settingsTable()+"\nAfter\n" {
		t.Errorf("the page is now\n%s", got)
	}
}
