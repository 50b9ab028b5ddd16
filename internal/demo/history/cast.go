package history

import "holdfast/internal/demo/people"

// OfferSecret opens the offer that the play leaves open.
const OfferSecret = "A-DEMONSTRATION-OF-AN-OPEN-OFFER"

// someone of the play; number keeps their telephone and mailbox apart.
func someone(name, called, lang string, rel people.Relation, number int) people.Adult {
	return people.Adult{
		Name: name, Called: called, Lang: lang, Relation: rel, Phone: people.Phone(number),
		Email: people.Plain(called) + "@mail.example",
	}
}

func home(adults []people.Adult, babies ...string) people.Household {
	return people.Household{Adults: adults, Babies: babies}
}

// anyTime is safe contact with nothing to mind.
var anyTime = []Safe{{Channel: "text", Safe: true}, {Channel: "call", Safe: true, Voicemail: true}, {Channel: "email", Safe: true}}

// cast gives the play's families their groups. The recipes stand in the order of
// harbourRecipes.
func cast(_ *World, recipes []recipe) {
	one := func(a people.Adult) []people.Adult { return []people.Adult{a} }
	interpreted := func(a people.Adult, email string) people.Adult {
		a.Interpreter, a.Email = true, email
		return a
	}
	recipes[0].parts = []part{
		{home: home(one(someone("Nadia Rahman", "Nadia", "en", people.Mother, 11)), "Zayn Rahman"), age: 84,
			acts: []act{{marks: "ppp", todo: []string{"checkin middle"}, safe: anyTime, refused: []string{}}}},
		{home: home([]people.Adult{
			someone("Marta Nowakowska", "Marta", "en", people.Mother, 12), someone("Piotr Nowakowski", "Piotr", "en", people.Father, 13),
		}, "Antek Nowakowski"), age: 96, acts: []act{
			{marks: "ppp", safe: anyTime, refused: []string{}},
			{marks: "pcp", worry: "open", safe: []Safe{{Channel: "text"}, {Channel: "call", Safe: true, From: "12:00", Until: "13:00"}, {Channel: "email", Safe: true}}, refused: []string{}, distress: 0.8},
		}},
		{home: home(one(interpreted(someone("María de los Ángeles Fuente Villanueva y Ortiz de Zárate", "María de los Ángeles", "es", people.Mother, 14), "maria.fuente@mail.example")),
			"Inés Fuente Villanueva"), age: 150, early: 33, acts: []act{{marks: "ppt"}}},
		{home: home(one(someone("Grace Mensah", "Grace", "en", people.Grandparent, 15)), "Ezra Mensah"), age: 121,
			acts: []act{{marks: "paa", tried: true, safe: anyTime}}},
	}
	recipes[1].parts = []part{
		{home: home(one(interpreted(someone("فاطمة الحسن", "فاطمة", "ar", people.Mother, 16), "f.alhasan@mail.example")), "آدم الحسن"), age: 70, acts: []act{{marks: "ppp"}}},
		{home: home(one(someone("Hollie Pratt", "Hollie", "en", people.Mother, 17)), "Otis Pratt", "Mabel Pratt"), age: 103, early: 38,
			acts: []act{{marks: "ppp", draft: "checkin middle", safe: anyTime, refused: []string{}}}},
		{home: home(one(interpreted(someone("Олена Шевчук", "Олена", "uk", people.Mother, 18), "o.shevchuk@mail.example")), "Назар Шевчук"), age: 59, acts: []act{{marks: "ptp"}}},
	}
	recipes[2].parts = []part{
		{home: home(one(someone("Denise Hartley", "Denise", "en", people.Foster, 19)), "Amara Okonkwo"), age: 88, acts: []act{{marks: "ppppp"}}},
		{home: home(one(someone("Kwame Boateng", "Kwame", "en", people.Father, 20)), "Ama Boateng"), age: 64, acts: []act{{marks: "pptpp"}}},
		{home: home(one(someone("Shannon Lomax", "Shannon", "en", people.Mother, 21)), "Teddy Lomax"), age: 132, acts: []act{{marks: "pppaa", safe: anyTime, distress: 1}}},
	}
	recipes[3].parts = []part{
		{home: home(one(someone("Chloe Marsden", "Chloe", "en", people.Mother, 22)), "Wren Marsden"), age: 77,
			acts: []act{{worry: "owned", safe: anyTime, refused: []string{}, distress: 1.6}}},
	}
	recipes[3].open = []part{
		{home: home(one(someone("Leah Brennan", "Leah", "en", people.Mother, 23)), "Noah Brennan"), age: 91, secret: OfferSecret, keeps: true,
			acts: []act{{safe: anyTime, refused: []string{}}}},
	}
	recipes[7].parts = []part{
		{home: home(one(someone("Bryony Tranter", "Bryony", "en", people.Mother, 28)), "Albie Tranter"), age: 82, acts: []act{{refused: []string{}, safe: []Safe{
			{Channel: "text"}, {Channel: "call", Safe: true, From: "10:00", Until: "14:00", Shared: true}, {Channel: "email", Shared: true},
		}}}},
	}
}

// waitingCast is who waits, in the order of waitingList.
func waitingCast(_ *World, play bool) []part {
	if !play {
		return nil
	}
	return []part{
		{home: home([]people.Adult{someone("Tess Holloway", "Tess", "en", people.Mother, 24)}, "Jude Holloway")},
		{home: home([]people.Adult{someone("Siân Griffiths", "Siân", "en", people.Mother, 25)}, "Macsen Griffiths"), keeps: true,
			acts: []act{{safe: anyTime}}},
		{home: home([]people.Adult{someone("Adaeze Balogun", "Adaeze", "en", people.Mother, 26), someone("Tunde Balogun", "Tunde", "en", people.Father, 27)}, "Temi Balogun", "Kofi Balogun")},
	}
}
