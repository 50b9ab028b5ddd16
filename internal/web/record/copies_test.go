package record_test

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"holdfast/internal/access"
	"holdfast/internal/app/apptest"
	"holdfast/internal/exchange"
	"holdfast/internal/family"
	"holdfast/internal/fault"
	"holdfast/internal/safety"
	"holdfast/internal/store"
	"holdfast/internal/store/storetest"
)

// actor is somebody of the demonstration as the rooms know them.
func (h *house) actor(who string) access.Actor {
	h.t.Helper()
	token, err := h.Rooms.Accounts.DemoSignIn(h.t.Context(), h.Persona(who))
	if err != nil {
		h.t.Fatal(err)
	}
	actor, err := h.Rooms.Accounts.Actor(h.t.Context(), token)
	if err != nil {
		h.t.Fatal(err)
	}
	return actor
}

func TestSomebodyGetsACopyOfTheirRecord(t *testing.T) {
	for _, e := range storetest.Engines() {
		t.Run(string(e), func(t *testing.T) { copyIsGiven(t, openOn(t, e)) })
	}
}

func copyIsGiven(t *testing.T, h *house) {
	h.words(t)
	own, lead := h.As(h.Persona("marta")), h.As(h.Persona("dana"))
	says(t, own.Get("/home/copy").Is(http.StatusOK), "nobody in your family is told", "Ask for a copy")
	for range 2 {
		own.Post("/home/copy", nil).Is(http.StatusSeeOther)
	}
	if n := h.count(`SELECT COUNT(*) FROM record_copy WHERE person_id = $1`, h.marta); n != 1 {
		t.Fatalf("%d copies for a form sent twice", n)
	}
	says(t, own.Get("/home/copy"), "at the latest")
	says(t, h.As(h.Persona("piotr")).Get("/home/copy"), "Ask for a copy")

	says(t, lead.Get("/desk/copies").Is(http.StatusOK), "Marta", "to read")
	var id, tells, harmless string
	h.View(func(tx *store.Tx) error {
		if err := tx.QueryRow(`SELECT id FROM record_copy`).Scan(&id); err != nil {
			return err
		}
		if err := tx.QueryRow(`SELECT id FROM record_passage WHERE text LIKE '%quince%'`).Scan(&tells); err != nil {
			return err
		}
		return tx.QueryRow(`SELECT id FROM record_passage WHERE text LIKE '%medlar%'`).Scan(&harmless)
	})
	at := "/desk/copies/" + id
	lead.Post(at+"/give", nil).Is(http.StatusConflict)
	without := lead.Post(at, url.Values{"passage": {tells}, "decision": {"withhold"}}).Is(http.StatusUnprocessableEntity)
	says(t, without, "Say why it stays out")
	lead.Post(at, url.Values{"passage": {tells}, "decision": {"withhold"}, "reason": {"Her mother said it."}}).Is(http.StatusSeeOther)
	h.releaseAll(t, id)
	own.Get("/home/copy/" + id).Is(http.StatusNotFound)
	lead.Post(at+"/give", nil).Is(http.StatusSeeOther)
	lead.Post(at+"/give", nil).Is(http.StatusConflict)

	html, data := unpack(t, own.Get("/home/copy/"+id).Is(http.StatusOK))
	for _, want := range []string{"Marta", "medlar", "Questionnaires", "Taking part"} {
		if !strings.Contains(html, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	for _, never := range []string{"quince", "Her mother said it", "rowan", "Piotr", "<script", "does not feel safe"} {
		if strings.Contains(html+data, never) {
			t.Errorf("the copy holds %q", never)
		}
	}
	var record exchange.Record
	if err := json.Unmarshal([]byte(data), &record); err != nil {
		t.Fatal(err)
	}
	if len(record.Questionnaires) == 0 || len(record.Questionnaires[0].Answers) == 0 || len(record.Attendance) == 0 || len(record.Messages) == 0 || len(record.Agreed) == 0 {
		t.Errorf("the copy lacks something of hers: %d questionnaires, %d sessions, %d messages, %d agreements",
			len(record.Questionnaires), len(record.Attendance), len(record.Messages), len(record.Agreed))
	}
	if len(record.Readers) == 0 || record.Readers[0].By == "" {
		t.Errorf("nobody is said to have read it: %+v", record.Readers)
	}
	h.As(h.Persona("piotr")).Get("/home/copy/" + id).Is(http.StatusNotFound)
	h.As(h.Persona("grace")).Get(at).Is(http.StatusNotFound)
	h.As(h.ruth).Get(at).Is(http.StatusForbidden)
	lead.Get(at + "/file").Is(http.StatusOK)
	h.Clock.Advance(16 * 24 * time.Hour)
	h.overdue(t, id)
}

// words puts something into her record that tells of somebody else, something that
// tells of nobody, and something that was said in confidence.
func (h *house) words(t *testing.T) {
	t.Helper()
	for _, note := range []string{"Her mother says there was a quince tree.", "She is glad of the medlar."} {
		c := family.Contact{Person: h.marta, Kind: family.Called, Reached: true, Note: note}
		if _, err := h.Rooms.Families.LogContact(t.Context(), h.actor("dana"), c); err != nil {
			t.Fatal(err)
		}
	}
	h.As(h.Persona("dana")).Get("/desk/families/" + h.family()).Is(http.StatusOK)
	_, err := h.Rooms.Safety.Enquire(t.Context(), h.actor("dana"), safety.RestrictedNote{
		Person: h.marta, Present: safety.PresentNobody, Answer: safety.FeelsUnsafe, Note: "rowan",
	})
	if err != nil {
		t.Fatal(err)
	}
}

func (h *house) family() (id string) {
	h.View(func(tx *store.Tx) error {
		return tx.QueryRow(`SELECT family_id FROM person WHERE id = $1`, h.marta).Scan(&id)
	})
	return id
}

func (h *house) releaseAll(t *testing.T, id string) {
	t.Helper()
	var copyID exchange.CopyID
	if err := copyID.UnmarshalText([]byte(id)); err != nil {
		t.Fatal(err)
	}
	lead := h.actor("dana")
	c, err := h.Rooms.Copies.Copy(t.Context(), lead, copyID)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range c.Passages {
		if p.Decision != exchange.Undecided {
			continue
		}
		if err := h.Rooms.Copies.Decide(t.Context(), lead, copyID, p.ID, exchange.Release, ""); err != nil {
			t.Fatal(err)
		}
	}
}

// overdue holds that the file is gone when its two weeks are over.
func (h *house) overdue(t *testing.T, id string) {
	t.Helper()
	var copyID exchange.CopyID
	if err := copyID.UnmarshalText([]byte(id)); err != nil {
		t.Fatal(err)
	}
	if _, err := h.Rooms.Copies.File(t.Context(), h.actor("marta"), copyID); !fault.Is(err, fault.NotFound) {
		t.Errorf("it is still there: %v", err)
	}
	if n, err := h.Rooms.Copies.Sweep(t.Context()); n != 1 || err != nil {
		t.Errorf("%d files deleted, %v", n, err)
	}
	if n, err := h.Rooms.Copies.Sweep(t.Context()); n != 0 || err != nil {
		t.Errorf("%d files deleted twice, %v", n, err)
	}
}

func unpack(t *testing.T, a *apptest.Answer) (html, data string) {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader([]byte(a.Body)), int64(len(a.Body)))
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		files[f.Name] = string(b)
	}
	return files["read.html"], files["data.json"]
}
