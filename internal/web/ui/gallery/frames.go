package main

import (
	"github.com/a-h/templ"

	"holdfast/internal/web/ui"
)

type screen struct {
	file string
	body templ.Component
}

func screens(assets *ui.Assets, l look) []screen {
	base := ui.Frame{
		Assets: assets, Lang: l.lang, Dir: l.dir, Theme: l.theme,
		ServiceName: "Harbour Lane", Home: "index.html",
		Words: ui.Words{
			SkipToMain: "Skip to the main part", MainNav: "Main", Demo: "Demonstration", Notice: "Notice", SignOut: "Sign out",
			Find: "Find a family, group or page", FindHint: "Find", ErrorTitle: "Error: ",
		},
		Foot: ui.Foot{
			Links:     []ui.Link{{Label: "Ask for help", Href: "#"}, {Label: "What we keep about you", Href: "#"}, {Label: "Accessibility", Href: "#"}},
			Languages: []ui.Link{{Label: "العربية", Href: "#", Lang: "ar", Dir: "rtl"}},
		},
	}
	return []screen{
		{"public", publicScreen(public(base))},
		{"question", questionScreen(one(base, "When was your baby born?"))},
		{"question-error", questionErrorScreen(failed(one(base, "When was your baby born?")))},
		{"answer", answerScreen(titled(base, "Which groups fit"))},
		{"home", homeScreen(home(base, "Home"))},
		{"crying", cryingScreen(home(base, "Step 1"))},
		{"today", todayScreen(desk(base, "Today", ui.IconToday))},
		{"register", registerScreen(desk(base, "Register, session 6", ui.IconGroups))},
		{"keyin", keyInScreen(desk(base, "Key in a questionnaire", ui.IconFamilies))},
		{"outcome", outcomeScreen(desk(base, "Outcomes, Baby Love Tuesdays, autumn 2026", ui.IconOutcomes))},
		{"confirm", confirmScreen(one(desk(base, "Postpone the group", ui.IconGroups), "Postpone the group"))},
		{"parts-act", actParts(titled(base, "Parts: act and ask"))},
		{"parts-say", sayParts(parts(base))},
		{"parts-desk", deskParts(desk(base, "Parts: staff", ui.IconGroups))},
		{"parts-pictures", pictureParts(titled(base, "Parts: pictures"))},
	}
}

func titled(f ui.Frame, title string) ui.Frame { f.Title = title; return f }

func one(f ui.Frame, title string) ui.Frame {
	f.Title, f.Width = title, ui.WidthOne
	return f
}

func failed(f ui.Frame) ui.Frame { f.Failed = true; return f }

func public(f ui.Frame) ui.Frame {
	f.Title, f.Description = "Baby Love groups at Harbour Lane", "Eight weekly sessions for anyone who cares for a baby between one and six months old."
	f.Demo = demo()
	f.Nav = []ui.NavItem{{Label: "Groups", Href: "#", Current: true}, {Label: "Reading", Href: "#"}, {Label: "Ask for help", Href: "#"}}
	return f
}

func demo() *ui.Demo {
	return &ui.Demo{Text: "Demonstration. Everyone here is made up.", Change: ui.Link{Label: "Change person", Href: "#"}}
}

func home(f ui.Frame, title string) ui.Frame {
	f.Title = title
	f.Exit = &ui.Exit{Label: "Exit this page", Href: "#", Said: [3]string{"Shift, two more times to leave", "Shift, once more to leave", "Leaving"}}
	f.Me = &ui.Me{Name: ui.Name{Text: "Amina Yusuf"}, SignOut: "#"}
	return f
}

func parts(f ui.Frame) ui.Frame {
	f = home(f, "Parts: say")
	f.Banner = &ui.Banner{Text: "Session 5 moves to 18 February.", Link: &ui.Link{Label: "See what changes for you", Href: "#"}}
	return f
}

func desk(f ui.Frame, title string, current ui.IconName) ui.Frame {
	f.Title, f.Demo = title, demo()
	f.Find = &ui.Find{Action: "#"}
	f.Printed = "Printed by Ruth Okafor, 9 February 2027, 08:59"
	f.Me = &ui.Me{Name: ui.Name{Text: "Ruth Okafor"}, Role: "Practitioner", SignOut: "#"}
	for _, item := range []ui.NavItem{
		{Label: "Today", Icon: ui.IconToday, Count: "2", CountLabel: "alerts"},
		{Label: "Enquiries", Icon: ui.IconEnquiries, Count: "5", CountLabel: "new"},
		{Label: "Groups", Icon: ui.IconGroups},
		{Label: "Families", Icon: ui.IconFamilies},
		{Label: "Outcomes", Icon: ui.IconOutcomes},
	} {
		item.Href, item.Current = "#", item.Icon == current
		f.Nav = append(f.Nav, item)
	}
	return f
}

// long is the longest name a person may have; it must wrap and never be cut.
const long = "Maria-Antonietta Wilhelmina de la Fuente Villanueva y Fernández de Córdoba-Oyelaran-Adeyemi, called Toni by everyone who has known her since the year she came to live above the harbour with her aunt"

var (
	arabic = ui.Name{Text: "هدى المصري", Lang: "ar"}
	salma  = ui.Name{Text: "سلمى حداد", Lang: "ar"}
)
