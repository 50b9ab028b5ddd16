package desk_test

import (
	"testing"

	"holdfast/internal/access"
	"holdfast/internal/app/officetest"
	"holdfast/internal/notify"
	"holdfast/internal/programme"
)

func TestTheOutboxSaysWhatWasHeldBackAndWhy(t *testing.T) {
	o := officetest.NewOffice(t)
	_, place := o.Waits("Ben Hale", officetest.TwelveWeeks)
	o.Must(o.Rooms.Programmes.Offer(t.Context(), o.Here.Coordinator, programme.Offer{Place: place.ID, Group: o.Group}))
	o.Work()
	mei := o.Desk(o.Here.Coordinator)
	list := mei.Get("/desk/outbox").Is(200)
	officetest.Says(t, list, "tbody", "A place was offered", "Ben Hale", "Held back", "Please ring them")
	officetest.Says(t, mei.Get("/desk/outbox?state=held").Is(200), "tbody", "A place was offered")
	officetest.Says(t, mei.Get("/desk/outbox?state=sent").Is(200), ".empty", "No message is here")
	at := list.Doc().Find(`tbody a[href^="/desk/outbox/"]`).First().AttrOr("href", "")
	letter := mei.Get(at).Is(200)
	officetest.Says(t, letter, "main", "Ben Hale", "We have an answer for you", "Phone call")
	letter.Has(`form[action="` + at + `/again"]`)
	officetest.LacksWords(t, letter, "Baby Love", "Harbour", "Quay House")
	again := mei.Get(mei.Post(at+"/again", nil).Is(303).To())
	officetest.Says(t, again, ".undo", "goes to the gate once more")
	mei.Get("/desk").Has(`.me a[href="/desk/outbox"]`)
}

func TestTheOutboxIsForThoseWhoSend(t *testing.T) {
	o := officetest.NewOffice(t)
	o.Asked("Ben Hale", officetest.TwelveWeeks)
	o.Work()
	sent, err := o.Rooms.Messages.Outbox(t.Context(), o.Here.Coordinator, notify.Filter{}, notify.MessageID{})
	o.Must(err)
	if len(sent.Entries) == 0 {
		t.Fatal("nothing was queued")
	}
	at := "/desk/outbox/" + sent.Entries[0].ID.String()
	for _, who := range []access.Actor{o.Here.Practitioner, o.Here.Administrator} {
		b := o.Desk(who)
		b.Get("/desk/outbox").Is(403)
		officetest.LacksWords(t, b.Get(at).Is(403), "Ben")
		b.Get("/desk").Lacks(`a[href="/desk/outbox"]`)
	}
	o.Desk(o.There.Coordinator).Get(at).Is(404)
	officetest.LacksWords(t, o.Desk(o.There.Coordinator).Get("/desk/outbox").Is(200), "Ben")
}
