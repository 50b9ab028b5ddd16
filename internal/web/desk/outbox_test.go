package desk_test

import (
	"testing"

	"holdfast/internal/access"
	"holdfast/internal/notify"
	"holdfast/internal/programme"
)

func TestTheOutboxSaysWhatWasHeldBackAndWhy(t *testing.T) {
	o := newOffice(t)
	_, place := o.waits("Ben Hale", twelveWeeks)
	o.must(o.Rooms.Programmes.Offer(t.Context(), o.Here.Coordinator, programme.Offer{Place: place.ID, Group: o.group}))
	o.Work()
	mei := o.as(o.Here.Coordinator)
	list := mei.Get("/desk/outbox").Is(200)
	Says(t, list, "tbody", "A place was offered", "Ben Hale", "Held back", "Please ring them")
	Says(t, mei.Get("/desk/outbox?state=held").Is(200), "tbody", "A place was offered")
	Says(t, mei.Get("/desk/outbox?state=sent").Is(200), ".empty", "No message is here")
	at := list.Doc().Find(`tbody a[href^="/desk/outbox/"]`).First().AttrOr("href", "")
	letter := mei.Get(at).Is(200)
	Says(t, letter, "main", "Ben Hale", "We have an answer for you", "Phone call")
	letter.Has(`form[action="` + at + `/again"]`)
	lacksWords(t, letter, "Baby Love", "Harbour", "Quay House")
	again := mei.Get(mei.Post(at+"/again", nil).Is(303).To())
	Says(t, again, ".undo", "goes to the gate once more")
	mei.Get("/desk").Has(`.me a[href="/desk/outbox"]`)
}

func TestTheOutboxIsForThoseWhoSend(t *testing.T) {
	o := newOffice(t)
	o.asked("Ben Hale", twelveWeeks)
	o.Work()
	sent, err := o.Rooms.Messages.Outbox(t.Context(), o.Here.Coordinator, notify.Filter{}, notify.MessageID{})
	o.must(err)
	if len(sent.Entries) == 0 {
		t.Fatal("nothing was queued")
	}
	at := "/desk/outbox/" + sent.Entries[0].ID.String()
	for _, who := range []access.Actor{o.Here.Practitioner, o.Here.Administrator} {
		b := o.as(who)
		b.Get("/desk/outbox").Is(403)
		lacksWords(t, b.Get(at).Is(403), "Ben")
		b.Get("/desk").Lacks(`a[href="/desk/outbox"]`)
	}
	o.as(o.There.Coordinator).Get(at).Is(404)
	lacksWords(t, o.as(o.There.Coordinator).Get("/desk/outbox").Is(200), "Ben")
}
